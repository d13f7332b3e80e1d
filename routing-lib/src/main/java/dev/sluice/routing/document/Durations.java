package dev.sluice.routing.document;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as text: a whole number and one unit, such as {@code 500ms}, {@code 30s}, {@code 5m}, {@code 1h}. */
public final class Durations {

    /** What a text must look like, for messages. */
    public static final String EXPECTED =
            "a whole number of up to six digits and one unit, such as 500ms, 30s, 5m or 1h";

    private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,5})(ms|s|m|h)");

    private Durations() {}

    /**
     * Reads a duration.
     *
     * @throws IllegalArgumentException if the text has another form
     */
    public static Duration parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is no duration, expected " + EXPECTED);
        }
        return Duration.of(Long.parseLong(matcher.group(1)), unit(matcher.group(2)));
    }

    /**
     * Writes a duration with the largest unit that it is a whole number of.
     *
     * @throws IllegalArgumentException if the duration has no such form: not positive, below 1 ms, too long
     */
    public static String format(Duration duration) {
        long millis = duration.toMillis();
        String text = "";
        for (String unit : new String[] {"h", "m", "s", "ms"}) {
            long size = unit(unit).getDuration().toMillis();
            if (millis % size == 0) {
                text = millis / size + unit;
                break;
            }
        }
        if (!FORM.matcher(text).matches() || !duration.equals(Duration.ofMillis(millis))) {
            throw new IllegalArgumentException(duration + " can't be written as " + EXPECTED);
        }
        return text;
    }

    private static ChronoUnit unit(String name) {
        return switch (name) {
            case "ms" -> ChronoUnit.MILLIS;
            case "s" -> ChronoUnit.SECONDS;
            case "m" -> ChronoUnit.MINUTES;
            default -> ChronoUnit.HOURS;
        };
    }
}
