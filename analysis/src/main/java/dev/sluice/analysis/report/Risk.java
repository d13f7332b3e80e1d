package dev.sluice.analysis.report;

import dev.sluice.analysis.finding.Severity;
import java.util.Collection;
import java.util.Locale;

/** What the findings of a migration, or of several, amount to: the worst of them. */
public enum Risk {
    /** Nothing was found, or nothing new. */
    NONE,
    /** The worst finding is low. */
    LOW,
    /** The worst finding is medium. */
    MEDIUM,
    /** The worst finding is high. */
    HIGH;

    /** The risk of one finding. */
    public static Risk of(Severity severity) {
        return switch (severity) {
            case LOW -> LOW;
            case MEDIUM -> MEDIUM;
            case HIGH -> HIGH;
        };
    }

    /** The risk of issues; those that the baseline knows do not count. */
    public static Risk ofIssues(Collection<Issue> issues) {
        return issues.stream()
                .filter(issue -> !issue.known())
                .map(issue -> of(issue.finding().severity()))
                .reduce(NONE, (a, b) -> a.compareTo(b) < 0 ? b : a);
    }

    /** The name as users see it: {@code none}, {@code low}, {@code medium}, {@code high}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
