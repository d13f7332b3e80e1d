package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.statement.Span;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** When a constraint is checked, as it is written behind its definition: {@code DEFERRABLE INITIALLY DEFERRED}. */
final class Deferral {

    private static final String WORDS = "(?:NOT\\s+)?DEFERRABLE\\b|INITIALLY\\s+(?:DEFERRED|IMMEDIATE)\\b";

    private static final Pattern BEHIND =
            Pattern.compile("(?i)\\s*(?<words>(?:" + WORDS + ")(?:\\s+(?:" + WORDS + "))*)");

    private Deferral() {}

    /** The words with a space before them, be they the end of the definition or stand behind it; empty where there are none. */
    static String of(Step step, Span definition) {
        Matcher words = BEHIND.matcher(step.sql(definition));
        while (words.find()) {
            if (words.hitEnd()) {
                return " " + words.group("words");
            }
        }
        return behind(step, definition);
    }

    /** Those that stand behind the definition; what is further behind belongs to another one. */
    static String behind(Step step, Span definition) {
        Matcher words = BEHIND.matcher(
                step.sql(new Span(definition.to(), step.statement().span().to())));
        return words.lookingAt() ? " " + words.group("words") : "";
    }
}
