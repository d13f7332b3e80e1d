package dev.sluice.cli.verify;

import dev.sluice.analysis.finding.Location;
import dev.sluice.analysis.lock.Work;
import dev.sluice.analysis.migration.Wrapping;
import dev.sluice.analysis.observe.Execution;
import dev.sluice.analysis.observe.Observation;
import dev.sluice.analysis.observe.StatementWatch;
import dev.sluice.analysis.report.Verification;
import dev.sluice.analysis.report.VerifiedStatement;
import dev.sluice.analysis.report.VerifiedStatement.WatchedTable;
import dev.sluice.analysis.statement.LockMode;
import dev.sluice.analysis.statement.Name;
import dev.sluice.sql.script.TransactionCommand;
import java.io.IOException;
import java.io.StringReader;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;

/** Runs one file, statement by statement, up to the first that fails. */
final class ScriptRun {

    private final ScratchDatabase scratch;
    private final StatementWatch watch;
    private final Script script;
    private final Differences differences;
    private final List<VerifiedStatement> statements = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    ScriptRun(ScratchDatabase scratch, StatementWatch watch, Script script, Differences differences) {
        this.scratch = scratch;
        this.watch = watch;
        this.script = script;
        this.differences = differences;
    }

    List<VerifiedStatement> statements() {
        return statements;
    }

    List<String> notes() {
        return notes;
    }

    /** What has failed; null when all was run. No transaction is open behind it. */
    Verification.@Nullable Failure run(Wrapping otherwise) throws SQLException {
        String migration = "";
        for (Script.Section section : script.sections()) {
            if (!migration.equals(section.migration())) {
                migration = section.migration();
                scratch.renew();
                watch.beginFile();
            }
            Verification.Failure failure = run(section, otherwise);
            if (failure != null) {
                if (watch.isOpen()) {
                    watch.rollback();
                }
                return failure;
            }
        }
        return null;
    }

    private Verification.@Nullable Failure run(Script.Section section, Wrapping otherwise) throws SQLException {
        if (section.pieces().isEmpty()) {
            return null;
        }
        boolean message = section.isMessage(otherwise);
        boolean byTool = section.isInTransaction(otherwise);
        if (byTool) {
            watch.begin();
        }
        for (Piece piece : section.pieces()) {
            if (message && !watch.isOpen()) {
                byTool = true;
                watch.begin();
            }
            byTool = byTool && !(message && piece.command() == TransactionCommand.BEGIN);
            Verification.Failure failure = run(piece);
            if (failure != null) {
                return failure;
            }
        }
        if (watch.isOpen() && !byTool) {
            watch.rollback();
            notes.add(script.file().path() + " leaves its transaction open, which is undone when its session ends.");
        } else if (watch.isOpen()) {
            return unwatched(section.pieces().get(section.pieces().size() - 1), watch::commit);
        }
        return null;
    }

    private Verification.@Nullable Failure run(Piece piece) throws SQLException {
        if (piece.command() != TransactionCommand.NONE) {
            return unwatched(piece, () -> transaction(piece));
        }
        if (piece.setting()) {
            return unwatched(piece, () -> watch.execute(piece.sql()));
        }
        Observation seen = watch.run(piece.sql(), execution(piece));
        Location location = script.location(piece.span().from(), piece.span().to());
        statements.add(new VerifiedStatement(
                location,
                seen.time().toNanos() / 1000,
                seen.alone(),
                tables(seen),
                differences.of(piece, location, watch.old(), seen)));
        SQLException failure = seen.failure();
        return failure == null ? null : Failures.of(script, piece, failure);
    }

    private interface Action {
        void run() throws SQLException;
    }

    private Verification.@Nullable Failure unwatched(Piece piece, Action action) throws SQLException {
        try {
            action.run();
            return null;
        } catch (SQLException e) {
            if (scratch.connection().isClosed()) {
                throw e;
            }
            return Failures.of(script, piece, e);
        }
    }

    private void transaction(Piece piece) throws SQLException {
        switch (piece.command()) {
            case BEGIN -> {
                if (watch.isOpen()) {
                    // The server only warns.
                    watch.execute(piece.sql());
                } else {
                    watch.begin(piece.sql());
                }
            }
            case COMMIT, ROLLBACK -> watch.end(piece.sql());
            case COMMIT_AND_CHAIN, ROLLBACK_AND_CHAIN -> watch.chain(piece.sql());
            default -> watch.execute(piece.sql());
        }
    }

    private Execution execution(Piece piece) {
        String data = piece.data();
        if (data == null && CopyOut.isOne(piece.sql())) {
            return statement -> CopyOut.run(scratch.connection(), piece.sql());
        }
        if (data == null) {
            return statement -> {
                statement.setEscapeProcessing(false);
                statement.setQueryTimeout((int) scratch.bounds().client().toSeconds());
                statement.execute(piece.sql());
            };
        }
        return statement -> {
            try {
                new CopyManager(scratch.connection().unwrap(BaseConnection.class))
                        .copyIn(piece.sql(), new StringReader(data));
            } catch (IOException e) {
                throw new SQLException("the data of COPY could not be sent: " + e.getMessage(), e);
            }
        };
    }

    private static List<WatchedTable> tables(Observation seen) {
        if (seen.failure() != null) {
            return List.of();
        }
        Set<Name> names = new TreeSet<>(Comparator.comparing(Name::sql));
        names.addAll(seen.taken().keySet());
        seen.works().forEach((name, work) -> {
            if (work.compareTo(Work.SCAN) >= 0) {
                names.add(name);
            }
        });
        return names.stream()
                .map(name -> {
                    LockMode mode = seen.taken().get(name);
                    return new WatchedTable(name.sql(), mode == null ? "" : mode.sql(), words(seen.work(name)));
                })
                .toList();
    }

    private static String words(Work work) {
        return work == Work.NONE ? "" : work.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
