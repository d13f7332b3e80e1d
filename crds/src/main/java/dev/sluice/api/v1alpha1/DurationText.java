package dev.sluice.api.v1alpha1;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;

/** The text form of durations in the API: a whole number and one unit, such as {@code 500ms}, {@code 30s}, {@code 5m}. */
public final class DurationText {

    /** What the API server accepts: up to six digits, not beginning with zero, and ms, s, m or h. */
    public static final String PATTERN = "^[1-9][0-9]{0,5}(ms|s|m|h)$";

    /** The longest text that the schema takes. */
    public static final int MAX_LENGTH = 16;

    /** The same in words, to go on after "must be". */
    public static final String FORM_IN_WORDS = "a whole number and one unit, such as 500ms, 30s, 5m or 1h";

    private static final java.util.regex.Pattern FORM = java.util.regex.Pattern.compile("([1-9][0-9]{0,5})(ms|s|m|h)");

    private DurationText() {}

    /**
     * Reads a duration.
     *
     * @throws IllegalArgumentException when the text has another form; the message shows the text and the right form
     */
    public static Duration parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is not a duration; write " + FORM_IN_WORDS);
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }

    /**
     * Writes a duration in the largest unit that loses nothing, so {@code 90s} stays {@code 90s} and {@code 60s}
     * becomes {@code 1m}.
     *
     * @throws IllegalArgumentException when the duration is not positive, is not a whole number of milliseconds, or
     *     needs more than six digits
     */
    public static String format(Duration duration) {
        if (duration.isNegative() || duration.isZero() || !duration.equals(duration.truncatedTo(ChronoUnit.MILLIS))) {
            throw new IllegalArgumentException(
                    "Duration " + duration + " has no text form; it must be a positive whole number of milliseconds");
        }
        long millis = duration.toMillis();
        String text;
        if (millis % 3_600_000 == 0) {
            text = millis / 3_600_000 + "h";
        } else if (millis % 60_000 == 0) {
            text = millis / 60_000 + "m";
        } else if (millis % 1_000 == 0) {
            text = millis / 1_000 + "s";
        } else {
            text = millis + "ms";
        }
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("Duration " + duration + " has no text form; it needs over six digits");
        }
        return text;
    }
}
