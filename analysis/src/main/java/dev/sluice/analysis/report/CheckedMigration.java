package dev.sluice.analysis.report;

import dev.sluice.analysis.finding.Finding;
import dev.sluice.analysis.finding.Location;
import dev.sluice.analysis.finding.Omitted;
import java.util.Comparator;
import java.util.List;

/**
 * What was found in one migration.
 *
 * @param file the path as the user gave it, with {@code /} between folders
 * @param statements how many statements of it were checked
 * @param unread the statements that no grammar took, so that only the rules that need no more than words have seen them
 * @param issues in the order of the text
 * @param omitted issues beyond the most that one file may have: they count as new, and are not among the issues
 */
public record CheckedMigration(String file, int statements, List<Unread> unread, List<Issue> issues, Omitted omitted) {

    /**
     * A statement that could be read in part only.
     *
     * @param location where reading stopped
     * @param reason part of a sentence
     */
    public record Unread(Location location, String reason) {}

    /** Copies the lists. */
    public CheckedMigration {
        unread = List.copyOf(unread);
        issues = List.copyOf(issues);
    }

    /** One with all of its issues. */
    public CheckedMigration(String file, int statements, List<Unread> unread, List<Issue> issues) {
        this(file, statements, unread, issues, Omitted.NONE);
    }

    /**
     * A migration just checked.
     *
     * @param text the file's text, in which the locations of the findings are
     */
    public static CheckedMigration of(
            String file, String text, int statements, List<Unread> unread, List<Finding> findings) {
        if (findings.isEmpty()) {
            return new CheckedMigration(file, statements, unread, List.of());
        }
        Fingerprints fingerprints = new Fingerprints(text);
        return new CheckedMigration(
                file,
                statements,
                unread,
                findings.stream()
                        .sorted(Comparator.comparing(Finding::location).thenComparing(Finding::rule))
                        .map(finding -> new Issue(finding, fingerprints.of(finding), false))
                        .toList());
    }

    /** The same with other issues. */
    CheckedMigration withIssues(List<Issue> others) {
        return new CheckedMigration(file, statements, unread, others, omitted);
    }

    /** The same with other statements that could be read in part only. */
    CheckedMigration withUnread(List<Unread> others) {
        return new CheckedMigration(file, statements, others, issues, omitted);
    }

    /** The same with so many more issues, which are counted only. */
    public CheckedMigration omitting(Omitted more) {
        return new CheckedMigration(file, statements, unread, issues, more);
    }

    /** The worst issue that counts. */
    public Risk risk() {
        Risk shown = Risk.ofIssues(issues);
        Risk counted = Tally.of(omitted).worst();
        return shown.compareTo(counted) < 0 ? counted : shown;
    }
}
