package dev.sluice.analysis.report;

import dev.sluice.analysis.finding.Location;
import java.util.List;

/**
 * What a server did with one statement.
 *
 * @param micros how long it ran, with what it waited for, in microseconds
 * @param alone whether it ran outside of a transaction
 * @param tables those that were there before its transaction, and that it locked or worked on
 * @param differences where the analysis says something else, the worst first
 */
public record VerifiedStatement(
        Location location, long micros, boolean alone, List<WatchedTable> tables, List<Difference> differences) {

    /**
     * A table under a statement.
     *
     * @param name as SQL, with its schema
     * @param lock the mode that the statement took itself, such as {@code ACCESS EXCLUSIVE}; empty where its transaction
     *     had it before
     * @param work {@code rewrite}, {@code index build}, {@code scan}; empty for none
     */
    public record WatchedTable(String name, String lock, String work) {

        /** In a few words. */
        String text() {
            return name + (lock.isEmpty() ? "" : " " + lock) + (work.isEmpty() ? "" : " (" + work + ")");
        }
    }

    /** Copies the lists. */
    public VerifiedStatement {
        tables = List.copyOf(tables);
        differences = List.copyOf(differences);
    }
}
