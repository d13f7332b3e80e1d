package dev.sluice.analysis.migration.rules;

import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The numbers that a statement names for a sequence, and what PostgreSQL refuses among them (sequence.c).
 *
 * @param type the widest number, such as 32767 for smallint; null where no type is named
 * @param restarts whether it says {@code RESTART}
 * @param restart null where that names no number
 */
record SequenceOptions(
        @Nullable BigInteger type,
        @Nullable BigInteger increment,
        @Nullable BigInteger min,
        @Nullable BigInteger max,
        @Nullable BigInteger start,
        boolean restarts,
        @Nullable BigInteger restart,
        @Nullable BigInteger cache) {

    private static final BigInteger SMALL = BigInteger.valueOf(Short.MAX_VALUE);
    private static final BigInteger NORMAL = BigInteger.valueOf(Integer.MAX_VALUE);
    private static final BigInteger BIG = BigInteger.valueOf(Long.MAX_VALUE);

    private static final Pattern TYPE =
            Pattern.compile("(?i)\\bAS\\s+(?<value>smallint|int2|integer|int4|int|bigint|int8)\\b");
    private static final Pattern INCREMENT = number("INCREMENT\\s+(?:BY\\s+)?");
    private static final Pattern MIN = number("MINVALUE\\s+");
    private static final Pattern MAX = number("MAXVALUE\\s+");
    private static final Pattern START = number("START\\s+(?:WITH\\s+)?");
    private static final Pattern RESTART = number("RESTART\\s+(?:WITH\\s+)?");
    private static final Pattern CACHE = number("CACHE\\s+");
    private static final Pattern RESTARTS = Pattern.compile("(?i)\\bRESTART\\b");

    private static Pattern number(String words) {
        return Pattern.compile("(?i)\\b" + words + "(?<value>[+-]?\\s*\\d[\\d_]{0,30})(?![\\w.])");
    }

    /** Those that stand in a clause. */
    static SequenceOptions of(String sql) {
        Matcher type = TYPE.matcher(sql);
        return new SequenceOptions(
                type.find() ? widest(type.group("value")) : null,
                value(INCREMENT, sql),
                value(MIN, sql),
                value(MAX, sql),
                value(START, sql),
                RESTARTS.matcher(sql).find(),
                value(RESTART, sql),
                value(CACHE, sql));
    }

    private static @Nullable BigInteger value(Pattern option, String sql) {
        Matcher found = option.matcher(sql);
        return found.find() ? new BigInteger(found.group("value").replaceAll("[\\s_+]", "")) : null;
    }

    /** The widest number of a type; null for what is none of whole numbers. */
    static @Nullable BigInteger widest(String type) {
        return switch (type.toLowerCase(Locale.ROOT)) {
            case "smallint", "int2", "smallserial", "serial2" -> SMALL;
            case "integer", "int", "int4", "serial", "serial4" -> NORMAL;
            case "bigint", "int8", "bigserial", "serial8" -> BIG;
            default -> null;
        };
    }

    /** The same with what a new sequence has that is not told otherwise. */
    SequenceOptions ofNew(@Nullable BigInteger typeOfColumn) {
        BigInteger widest = type != null ? type : typeOfColumn != null ? typeOfColumn : BIG;
        boolean down = countsDown();
        BigInteger least = min != null ? min : down ? lowest(widest) : BigInteger.ONE;
        BigInteger most = max != null ? max : down ? BigInteger.ONE.negate() : widest;
        BigInteger first = start != null ? start : down ? most : least;
        return new SequenceOptions(widest, increment, least, most, first, restarts, restart, cache);
    }

    private static BigInteger lowest(BigInteger widest) {
        return widest.negate().subtract(BigInteger.ONE);
    }

    private boolean countsDown() {
        return increment != null && increment.signum() < 0;
    }

    /** What PostgreSQL refuses whatever the sequence is otherwise; null for nothing. */
    @Nullable
    String refused() {
        if (increment != null && increment.signum() == 0) {
            return "its INCREMENT is zero";
        }
        if (cache != null && cache.signum() <= 0) {
            return "its CACHE " + cache + " is not above zero";
        }
        if (type != null) {
            String wide = tooWide("MAXVALUE", max);
            wide = wide == null ? tooWide("MINVALUE", min) : wide;
            if (wide != null) {
                return wide;
            }
        }
        if (min != null && max != null && min.compareTo(max) >= 0) {
            return "its MINVALUE " + min + " is not below its MAXVALUE " + max;
        }
        String first = outside("START", start);
        return first == null ? outside("RESTART", restart) : first;
    }

    private @Nullable String tooWide(String option, @Nullable BigInteger value) {
        boolean wide =
                type != null && value != null && (value.compareTo(type) > 0 || value.compareTo(lowest(type)) < 0);
        return wide ? "its " + option + " " + value + " is no number of its type" : null;
    }

    private @Nullable String outside(String option, @Nullable BigInteger value) {
        if (value != null && min != null && value.compareTo(min) < 0) {
            return "its " + option + " " + value + " is below its MINVALUE " + min;
        }
        BigInteger most = max == null ? type : max;
        return value != null && most != null && value.compareTo(most) > 0
                ? "its " + option + " " + value + " is above its MAXVALUE " + most
                : null;
    }

    /** What PostgreSQL refuses unless an existing sequence is not as most are, which begin at 1; null for nothing. */
    @Nullable
    String doubtful() {
        if (countsDown()) {
            return null;
        }
        if (min != null && min.compareTo(BigInteger.ONE) > 0) {
            boolean moved = restart != null || (restarts && start != null);
            return start != null && moved
                    ? null
                    : (start == null ? "its start" : "the last number that it has given out") + " is below " + min;
        }
        String below = min == null ? low("START", start) : null;
        return below == null && min == null ? low("RESTART", restart) : below;
    }

    private static @Nullable String low(String option, @Nullable BigInteger value) {
        return value != null && value.signum() <= 0
                ? "its MINVALUE, which is 1 where none is named, is above its " + option + " " + value
                : null;
    }
}
