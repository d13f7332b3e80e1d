package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.lock.TableLock;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.statement.AlterTable;
import dev.sluice.analysis.statement.CreateObject;
import dev.sluice.analysis.statement.CreateTable;
import dev.sluice.analysis.statement.Maintenance;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.ObjectKind;
import dev.sluice.analysis.statement.Query;
import dev.sluice.analysis.statement.Span;
import dev.sluice.analysis.statement.Statement;
import dev.sluice.analysis.statement.TableAction;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A query that runs while an earlier statement of the transaction keeps others out. */
public final class QueryUnderLock implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(QueryUnderLock.class)
            .title("Query under the lock of a schema change")
            .harm(Category.BLOCKS, Severity.MEDIUM)
            .why(
                    "A transaction keeps its locks until it ends, so the short lock of a schema change lasts as long as the"
                            + " query, be it on another table.")
            .instead("Run the query before the schema change, or behind its COMMIT.")
            .build();

    private static final Pattern PERFORM = Pattern.compile("(?i)^perform\\b");
    private static final Pattern INTO = Pattern.compile("(?i)\\binto\\b");
    private static final Pattern EMPTY = Pattern.compile("(?i)\\bwith\\s+no\\s+data\\s*$");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        QueryTime time = step.transaction().isBlock() ? time(step) : QueryTime.SHORT;
        TableLock held = time == QueryTime.SHORT ? null : held(step);
        if (held != null) {
            Span span = step.statement().span();
            String message = verb(step, time) + " while this transaction holds its "
                    + held.mode().sql() + " lock on "
                    + held.table() + ", which blocks "
                    + (held.mode().blocksReads() ? "reads and writes" : "writes") + " until it ends.";
            Found found = Found.at(span, message).severity(severity(step, time)).example(apart(step, step.sql(span)));
            findings.add(HeldLock.about(step, found, held.table()));
        }
    }

    /** PL/pgSQL's words are not those of a script: its PERFORM is a SELECT there, and nothing takes a value INTO a variable. */
    private static String apart(Step step, String sql) {
        boolean inBody = step.transaction().isInBody();
        return inBody && step.statement() instanceof Query && INTO.matcher(sql).find()
                ? ""
                : Apart.behind(step, (inBody ? PERFORM.matcher(sql).replaceFirst("SELECT") : sql) + ";");
    }

    /** The check of a constraint reads each row, which is sure to take long. */
    private static Severity severity(Step step, QueryTime time) {
        if (step.statement() instanceof AlterTable) {
            return Severity.HIGH;
        }
        return time == QueryTime.LONG ? Severity.MEDIUM : Severity.LOW;
    }

    /** A lock for which others wait, on a table that is not the statement's own. */
    private static @Nullable TableLock held(Step step) {
        return HeldLock.ofOthers(step).stream().findFirst().orElse(null);
    }

    private static QueryTime time(Step step) {
        Statement statement = step.statement();
        if (statement instanceof Query query) {
            return QueryTime.of(step, query);
        }
        if (statement instanceof CreateTable create && create.query() != null) {
            return QueryTime.of(step, create.query());
        }
        boolean reads = statement instanceof CreateObject create
                && create.kind() == ObjectKind.MATERIALIZED_VIEW
                && !EMPTY.matcher(step.sql(create.span())).find()
                && !QueryTime.reads(step, create.uses()).isEmpty();
        boolean checks = step.actions(TableAction.ValidateConstraint.class).stream()
                .map(action -> step.before().resolve(action.table()))
                .anyMatch(table -> isElsewhere(step, table));
        boolean fills = statement instanceof Maintenance.Refresh refresh && refresh.withData();
        boolean samples = statement instanceof Maintenance.Analyze analyze
                && (analyze.tables().isEmpty()
                        || !QueryTime.reads(step, Set.copyOf(analyze.tables())).isEmpty());
        return reads || checks || fills || samples ? QueryTime.LONG : QueryTime.SHORT;
    }

    /** What is locked itself is another rule's. */
    private static boolean isElsewhere(Step step, Name table) {
        TableLock own = step.transaction().held(table);
        return (own == null || !own.mode().blocksWrites()) && !step.isNew(table) && !step.isSmall(table);
    }

    private static String verb(Step step, QueryTime time) {
        if (step.statement() instanceof Maintenance.Analyze) {
            return "Reads a sample of rows";
        }
        if (step.statement() instanceof AlterTable) {
            return "Checks each row of a table";
        }
        boolean fills = step.statement() instanceof CreateTable
                || step.statement() instanceof CreateObject
                || step.statement() instanceof Maintenance.Refresh;
        if (fills) {
            return "Runs a query and keeps its rows";
        }
        return time == QueryTime.UNKNOWN ? "Calls a function of which nothing is known" : "Queries";
    }
}
