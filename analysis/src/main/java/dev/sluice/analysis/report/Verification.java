package dev.sluice.analysis.report;

import dev.sluice.analysis.finding.Location;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What happened when the migrations were run on a server.
 *
 * @param database its name and where it is
 * @param serverVersion such as {@code 18.6}
 * @param statements those that were run, in that order
 * @param notes what was not run as it is, one sentence each
 * @param failure what ended the run early; null when all was run
 */
public record Verification(
        String database,
        String serverVersion,
        List<VerifiedStatement> statements,
        List<String> notes,
        @Nullable Failure failure) {

    /**
     * A statement that failed.
     *
     * @param sqlState the code of PostgreSQL, five characters
     * @param message the server's, on one line, without the rows that it concerns
     */
    public record Failure(Location location, String sqlState, String message) {}

    /** Copies the lists. */
    public Verification {
        statements = List.copyOf(statements);
        notes = List.copyOf(notes);
    }

    /** Whether a migration failed, or the server did worse than was foretold. */
    public boolean failsCheck() {
        return failure != null || untold() > 0;
    }

    /** How many statements differ in a way of which nothing was told. */
    long untold() {
        return statements.stream()
                .filter(statement -> statement.differences().stream()
                        .anyMatch(difference -> difference.kind().isUntold()))
                .count();
    }

    /** How many statements differ. */
    long different() {
        return statements.stream()
                .filter(statement -> !statement.differences().isEmpty())
                .count();
    }

    /** The time of all statements in microseconds. */
    long micros() {
        return statements.stream().mapToLong(VerifiedStatement::micros).sum();
    }

    /** A time for a person, in milliseconds. */
    static String millis(long micros) {
        return String.format(Locale.ROOT, "%,.1f ms", micros / 1000.0);
    }
}
