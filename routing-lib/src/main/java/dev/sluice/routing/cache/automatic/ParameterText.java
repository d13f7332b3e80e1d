package dev.sluice.routing.cache.automatic;

import dev.sluice.routing.jdbc.RoutedQuery.Bound;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Date;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.util.Calendar;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TimeZone;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.postgresql.jdbc.PgArray;
import org.postgresql.util.PGobject;

/** Parameters as a text that is equal when the server gets the same values of the same types, and else differs. */
public final class ParameterText {

    /** Values whose text says all that there is to them. */
    private static final Set<Class<?>> PLAIN = Set.of(
            Boolean.class,
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            BigDecimal.class,
            BigInteger.class,
            Character.class,
            String.class,
            UUID.class,
            LocalDate.class,
            LocalTime.class,
            LocalDateTime.class,
            OffsetDateTime.class,
            OffsetTime.class);

    private static final String DRIVER = "org.postgresql.";

    private ParameterText() {}

    /**
     * The text; null when a value is of a kind that cannot be compared, or not all are set.
     *
     * @param count how many parameters the statement has
     */
    public static @Nullable String of(List<Bound> parameters, int count) {
        if (parameters.size() != count) {
            return null;
        }
        @Nullable Bound[] sorted = new Bound[count];
        for (Bound parameter : parameters) {
            if (!(parameter.arguments().get(0) instanceof Integer index) || index < 1 || index > count) {
                return null;
            }
            sorted[index - 1] = parameter;
        }
        StringBuilder text = new StringBuilder();
        for (Bound parameter : sorted) {
            if (parameter == null) {
                return null;
            }
            append(text, parameter.setter().getName());
            List<@Nullable Object> arguments = parameter.arguments();
            for (Object argument : arguments.subList(1, arguments.size())) {
                String one = text(argument);
                if (one == null) {
                    return null;
                }
                append(text, argument == null ? "" : argument.getClass().getName());
                append(text, one);
            }
            text.append(';');
        }
        return text.toString();
    }

    /** Whether a text among the values, which the server may take for a date, is found by a test. */
    public static boolean anyText(List<Bound> parameters, Predicate<String> test) {
        for (Bound parameter : parameters) {
            for (Object argument : parameter.arguments()) {
                if (mayBeText(argument, test)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean mayBeText(@Nullable Object argument, Predicate<String> test) {
        if (argument instanceof PGobject object) {
            return object.getValue() != null && test.test(object.getValue());
        }
        return (argument instanceof String || argument instanceof Array) && test.test(argument.toString());
    }

    // With its length before it, so that two texts cannot be taken for other two.
    private static void append(StringBuilder text, String part) {
        text.append(part.length()).append(':').append(part);
    }

    private static @Nullable String text(@Nullable Object value) {
        if (value == null || value instanceof SQLType) {
            return value == null ? "null" : ((SQLType) value).getVendor() + " " + ((SQLType) value).getName();
        }
        if (PLAIN.contains(value.getClass())) {
            String text = value.toString();
            // Half of a surrogate pair would become a question mark, and the driver does not send it.
            return text.chars().noneMatch(c -> Character.isSurrogate((char) c))
                            || StandardCharsets.UTF_8.newEncoder().canEncode(text)
                    ? text
                    : null;
        }
        if (value instanceof byte[] bytes) {
            return HexFormat.of().formatHex(bytes);
        }
        if (value instanceof Timestamp timestamp) {
            return in(TimeZone.getDefault(), timestamp.getTime() + " " + timestamp.getNanos());
        }
        if (value instanceof Date date) {
            return in(TimeZone.getDefault(), String.valueOf(date.getTime()));
        }
        if (value instanceof Time time) {
            return in(TimeZone.getDefault(), String.valueOf(time.getTime()));
        }
        if (value instanceof Calendar calendar) {
            return in(calendar.getTimeZone(), String.valueOf(calendar.getTimeInMillis()));
        }
        if (value instanceof PGobject object) {
            // Of a type of somebody else's, nobody knows whether its copy still changes with it.
            return !object.getClass().getName().startsWith(DRIVER)
                    ? null
                    : object.getType() + (object.getValue() == null ? "" : " " + object.getValue());
        }
        return value instanceof PgArray array ? array(array) : null;
    }

    // The driver sends such values in the time zone of the process, unless a calendar has another one. A zone that
    // somebody has made may share its name with one that has other rules.
    private static @Nullable String in(TimeZone zone, String moment) {
        String id = zone.getID();
        return zone.hasSameRules(TimeZone.getTimeZone(id)) ? moment + " " + id : null;
    }

    private static @Nullable String array(Array array) {
        try {
            String text = array.toString();
            // The driver's word for an array that it cannot write.
            return text == null || text.equals("NULL") ? null : array.getBaseTypeName() + " " + text;
        } catch (SQLException e) {
            return null;
        }
    }
}
