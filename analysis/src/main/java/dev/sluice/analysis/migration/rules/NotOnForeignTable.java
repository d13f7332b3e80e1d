package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.schema.Index;
import dev.sluice.analysis.statement.Constraint;
import dev.sluice.analysis.statement.CreateIndex;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.Span;
import dev.sluice.analysis.statement.TableAction;
import java.util.List;

/** What the server refuses on a table of which the rows are on another server. */
public final class NotOnForeignTable implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(NotOnForeignTable.class)
            .title("Index, key or USING on a foreign table")
            .harm(Category.FAILS, Severity.HIGH)
            .why(
                    "The migration fails: a foreign table has no indexes here, neither primary, unique nor foreign keys, and no values"
                            + " that could be computed anew.")
            .instead("Change the table on the server that has the rows.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        if (step.statement() instanceof CreateIndex create) {
            find(step, create.table(), create.clause(), "An index", findings);
        }
        for (Step.Action<TableAction.AddConstraint> add : step.actions(TableAction.AddConstraint.class)) {
            find(step, add.table(), List.of(add.action().constraint()), findings);
        }
        for (Step.Action<TableAction.AddColumn> add : step.actions(TableAction.AddColumn.class)) {
            find(step, add.table(), add.action().column().constraints(), findings);
        }
        for (Step.Action<TableAction.AlterType> alter : step.actions(TableAction.AlterType.class)) {
            if (alter.action().using() != null) {
                find(step, alter.table(), alter.span(), "USING", findings);
            }
        }
        for (Step.Action<TableAction.AttachPartition> attach : step.actions(TableAction.AttachPartition.class)) {
            if (step.table(attach.table()).indexes().stream().anyMatch(Index::unique)) {
                String what = "A unique index, which " + attach.table() + " has,";
                find(step, attach.action().partition(), attach.span(), what, findings);
            }
        }
    }

    private static void find(Step step, Name table, List<Constraint> constraints, Findings findings) {
        for (Constraint constraint : constraints) {
            if (constraint instanceof Constraint.Unique
                    || constraint instanceof Constraint.ForeignKey
                    || constraint instanceof Constraint.Exclusion) {
                find(step, table, constraint.span(), "Such a constraint", findings);
            }
        }
    }

    private static void find(Step step, Name table, Span span, String what, Findings findings) {
        if (step.table(table).foreign()) {
            findings.add(Found.at(span, what + " is refused on " + table + ", since that is a foreign table."));
        }
    }
}
