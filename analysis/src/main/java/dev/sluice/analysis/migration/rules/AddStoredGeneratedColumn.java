package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.finding.VersionRange;
import dev.sluice.analysis.lock.Work;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.statement.ColumnDefinition;
import dev.sluice.analysis.statement.Constraint;
import dev.sluice.analysis.statement.LockMode;
import dev.sluice.analysis.statement.TableAction;

/** A new column that PostgreSQL computes and stores for each row that exists. */
public final class AddStoredGeneratedColumn implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(AddStoredGeneratedColumn.class)
            .title("New stored generated column")
            .harm(Category.BLOCKS, Severity.HIGH)
            .versions(VersionRange.since(12))
            .effect("the table", LockMode.ACCESS_EXCLUSIVE, Work.REWRITE, VersionRange.since(12))
            .why("The value is computed and stored for each row, so PostgreSQL writes the table and all its indexes"
                    + " anew. Reads and writes wait meanwhile.")
            .instead("From PostgreSQL 18 on a VIRTUAL column computes its value when it is read and writes nothing,"
                    + " but takes no index, no key, no domain and no function or type that is not PostgreSQL's own."
                    + " Else use a plain column, a trigger that fills it, and batches for the rows that exist.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        for (Step.Action<TableAction.AddColumn> add : step.actions(TableAction.AddColumn.class)) {
            ColumnDefinition column = add.action().column();
            if (column.generation() == ColumnDefinition.Generation.STORED) {
                String message = "Computes " + column.name() + " for each row of " + add.table()
                        + " and writes the table anew under an ACCESS EXCLUSIVE lock.";
                findings.add(Found.at(add.span(), message).about(add.table()).example(example(step, add)));
            }
        }
    }

    private static String example(Step step, Step.Action<TableAction.AddColumn> add) {
        ColumnDefinition column = add.action().column();
        return VirtualColumn.isPossible(step, add)
                ? virtual(step, add)
                : "ALTER TABLE " + add.table() + " ADD COLUMN " + BareColumn.definition(step, column) + ";\n"
                        + "-- a trigger fills it in new rows, batches in the old ones"
                        + BareColumn.rest(step, add.table(), column, add.span().to());
    }

    /** Nothing is written for it, but for a constraint that stands with it all rows would be read. */
    private static String virtual(Step step, Step.Action<TableAction.AddColumn> add) {
        ColumnDefinition column = add.action().column();
        String sql = step.sql(add.span());
        StringBuilder behind = new StringBuilder();
        if (column.notNull()) {
            behind.append('\n').append(SetNotNull.example(step, add.table(), column.name()));
        }
        for (Constraint constraint : column.constraints()) {
            if (constraint instanceof Constraint.Check check && check.enforced()) {
                sql = sql.replace(step.sql(check.span()), "").strip();
                behind.append('\n').append(BareColumn.check(add.table(), column, check));
            }
        }
        return "-- on PostgreSQL 18 and newer:\nALTER TABLE " + add.table() + " "
                + sql.replaceFirst("(?i)\\bstored\\b", "VIRTUAL").replaceFirst("(?is)\\s+not\\s+null\\b", "") + ";"
                + behind;
    }
}
