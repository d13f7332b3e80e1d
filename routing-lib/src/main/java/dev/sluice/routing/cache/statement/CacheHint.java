package dev.sluice.routing.cache.statement;

import dev.sluice.routing.document.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a query asks for in a comment: {@code sluice: cache} with options, or {@code sluice: no-cache}.
 *
 * @param wanted whether it is to be cached
 * @param rule the rule of the policy to take; null when none is named
 * @param ttlClass the TTL class; null when none is named
 * @param ttl how long the result is fresh; null when not said
 * @param tags under which it can be invalidated
 * @param functions of the database that may be taken for repeatable: their results depend on their arguments and the
 *     tables of the query alone
 */
public record CacheHint(
        boolean wanted,
        @Nullable String rule,
        @Nullable String ttlClass,
        @Nullable Duration ttl,
        List<String> tags,
        List<String> functions) {

    /** Without this in its text, a query has no hint. */
    public static final String MARK = "sluice:";

    private static final int MOST_NAMES = 20;

    private static final Pattern FORM = Pattern.compile("\\s*sluice:\\s*(cache|no-cache)((?:\\s+[a-z]+=\\S+)*)\\s*");

    public CacheHint {
        tags = List.copyOf(tags);
        functions = List.copyOf(functions);
    }

    /**
     * Reads the inside of a comment.
     *
     * @return null when it does not begin with the mark
     * @throws IllegalArgumentException if it does, but what follows is not understood
     */
    static @Nullable CacheHint read(String comment) {
        if (!comment.strip().startsWith(MARK)) {
            return null;
        }
        Matcher matcher = FORM.matcher(comment);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("the hint is \"" + comment.strip()
                    + "\", expected \"sluice: cache\" with class=, ttl=, rule=, tags="
                    + " or functions= behind it, or \"sluice: no-cache\"");
        }
        return options(matcher.group(1).equals("cache"), matcher.group(2).strip());
    }

    private static CacheHint options(boolean wanted, String text) {
        String rule = null;
        String ttlClass = null;
        Duration ttl = null;
        List<String> tags = new ArrayList<>();
        List<String> functions = new ArrayList<>();
        for (String option : text.isEmpty() ? new String[0] : text.split("\\s+")) {
            int equals = option.indexOf('=');
            String value = option.substring(equals + 1);
            switch (option.substring(0, equals)) {
                case "rule" -> rule = value;
                case "class" -> ttlClass = value;
                case "ttl" -> ttl = Durations.parse(value);
                case "tags" -> tags.addAll(List.of(value.split(",")));
                case "functions" -> functions.addAll(List.of(value.split(",")));
                default ->
                    throw new IllegalArgumentException(
                            "the hint has \"" + option + "\", expected class=, ttl=, rule=, tags= or functions=");
            }
        }
        if (tags.size() > MOST_NAMES || functions.size() > MOST_NAMES) {
            throw new IllegalArgumentException("the hint has more than " + MOST_NAMES + " tags or functions: " + text);
        }
        if (tags.contains("") || functions.contains("") || (ttl != null && (ttl.isZero() || ttl.isNegative()))) {
            throw new IllegalArgumentException("the hint \"" + text + "\" has an empty value or no positive ttl");
        }
        return new CacheHint(wanted, rule, ttlClass, ttl, tags, functions);
    }
}
