package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Finding;
import dev.sluice.analysis.observe.StatementWatch;
import dev.sluice.analysis.statement.CreateIndex;
import dev.sluice.analysis.statement.Drop;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.SessionCommand;
import dev.sluice.analysis.statement.Span;
import dev.sluice.analysis.statement.Statement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Runs the SQL that findings advise, where their statement would run, and undoes it. What a server takes for misspelt, or
 * does not know, is no advice.
 */
final class AdviceTrial {

    /** The classes of errors about words and names, and about values; others depend on what else is there. */
    private static final Set<String> NOT_UNDERSTOOD = Set.of("42", "22");

    private static final String SAVEPOINT = "advised";

    /** A parameter of a statement that is prepared, and what the statement itself has made meanwhile. */
    private static final Set<String> UNDERSTOOD = Set.of("42P02", "42P07", "42710");

    /** Where nobody but its reader knows what belongs there. */
    private static final Pattern PLACE = Pattern.compile("/\\*.*?\\*/");

    private final StatementWatch watch;
    private final List<String> failures = new ArrayList<>();

    AdviceTrial(StatementWatch watch) {
        this.watch = watch;
    }

    /** What the server did not understand, with its words. */
    List<String> failures() {
        return List.copyOf(failures);
    }

    /** Those of the findings whose advice is not understood where their statement stands; perhaps it is behind it. */
    List<Finding> before(List<Finding> findings) throws SQLException {
        List<Finding> later = new ArrayList<>();
        for (Finding finding : findings) {
            if (!failure(finding).isEmpty()) {
                later.add(finding);
            }
        }
        return later;
    }

    /**
     * Notes what is not understood here either.
     *
     * @param statement what became of the statement itself: its words stand in the advice, and of one that the server
     *     refuses they may be what it does not know
     */
    void behind(List<Finding> findings, @Nullable SQLException statement) throws SQLException {
        String refused = statement == null ? null : code(String.valueOf(statement.getSQLState()));
        for (Finding finding : findings) {
            String failure = failure(finding);
            if (!failure.isEmpty() && (refused == null || !failure.startsWith(refused))) {
                failures.add(finding.rule() + " " + failure + "\n" + finding.example() + "\n");
            }
        }
    }

    private String failure(Finding finding) throws SQLException {
        if (finding.example().isEmpty() || PLACE.matcher(finding.example()).find()) {
            return "";
        }
        boolean open = watch.isOpen();
        if (!open) {
            watch.begin();
        }
        watch.execute("SAVEPOINT " + SAVEPOINT);
        String failure = "";
        for (Span span : ScriptRun.statements(finding.example())) {
            if (failure.isEmpty()
                    && !(ScriptRun.parse(finding.example(), span) instanceof SessionCommand.Transaction)) {
                failure = failure(span.in(finding.example()));
            }
        }
        watch.execute("ROLLBACK TO SAVEPOINT " + SAVEPOINT);
        if (!open) {
            watch.rollback();
        }
        return failure;
    }

    private String failure(String sql) throws SQLException {
        watch.execute("SAVEPOINT advised_statement");
        try {
            refuseConcurrently(sql);
            // In a transaction, a server does not look further than this word.
            watch.execute(sql.replaceAll("(?i)\\s+CONCURRENTLY\\b", ""));
            return "";
        } catch (SQLException e) {
            watch.execute("ROLLBACK TO SAVEPOINT advised_statement");
            String state = String.valueOf(e.getSQLState());
            boolean known = NOT_UNDERSTOOD.stream().noneMatch(state::startsWith) || UNDERSTOOD.contains(state);
            return known ? "" : code(state) + e.getMessage();
        }
    }

    /** Fails as the server would do outside of a transaction where a relation has partitions. */
    private void refuseConcurrently(String sql) throws SQLException {
        Statement statement = ScriptRun.parse(sql, new Span(0, sql.length()));
        List<Name> names = List.of();
        if (statement instanceof CreateIndex create && create.concurrently()) {
            names = List.of(create.table());
        } else if (statement instanceof Drop drop && drop.concurrently()) {
            names = drop.targets().stream().map(Drop.Target::name).toList();
        }
        for (Name name : names) {
            watch.execute(
                    "DO $do$ BEGIN IF (SELECT relkind IN ('p', 'I') FROM pg_class WHERE oid = to_regclass($name$" + name
                            + "$name$)) THEN RAISE EXCEPTION 'CONCURRENTLY on what has partitions' USING ERRCODE = '42809'; END IF;"
                            + " END $do$");
        }
    }

    private static String code(String state) {
        return "[" + state + "] ";
    }
}
