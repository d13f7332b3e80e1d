package dev.sluice.analysis.migration;

import dev.sluice.analysis.finding.VersionRange;
import dev.sluice.analysis.lock.Work;
import dev.sluice.analysis.statement.LockMode;

/**
 * What a rule says that PostgreSQL does.
 *
 * @param on what is locked, as part of a sentence, such as {@code the referenced table}
 * @param lock the lock that it takes
 * @param work what it does under the lock
 * @param versions those of the server that do so
 */
public record Effect(String on, LockMode lock, Work work, VersionRange versions) {

    /** A line: what is locked, how, and what is done meanwhile. */
    public String words() {
        String done = switch (work) {
            case NONE -> "a short change of the catalog";
            case ROWS -> "changes rows";
            case SCAN -> "reads each row";
            case INDEX_BUILD -> "builds one or more indexes";
            case REWRITE -> "writes the table and its indexes anew";
        };
        return on + ": " + lock.sql() + ", " + done + versions.words();
    }
}
