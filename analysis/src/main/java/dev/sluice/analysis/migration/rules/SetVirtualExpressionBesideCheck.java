package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.finding.VersionRange;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.schema.Column;
import dev.sluice.analysis.schema.Table;
import dev.sluice.analysis.statement.ColumnDefinition;
import dev.sluice.analysis.statement.Constraint;
import dev.sluice.analysis.statement.TableAction;

/** Another expression for a virtual column in a table with a CHECK, which PostgreSQL refuses. */
public final class SetVirtualExpressionBesideCheck implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(SetVirtualExpressionBesideCheck.class)
            .title("New expression of a virtual column beside a CHECK")
            .harm(Category.FAILS, Severity.HIGH)
            .versions(VersionRange.since(18))
            .why("PostgreSQL 18 refuses it in a table that has a CHECK of whatever columns, be it NOT VALID.")
            .instead("Add a second virtual column, let the application change over, and drop the old one.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        for (Step.Action<TableAction.SetExpression> set : step.actions(TableAction.SetExpression.class)) {
            Table table = step.tableBehindDrops(set.table());
            Column column = table.column(set.action().column());
            boolean checked = table.constraints().stream()
                    .anyMatch(constraint -> constraint.constraint() instanceof Constraint.Check);
            if (checked && column != null && column.generation() == ColumnDefinition.Generation.VIRTUAL) {
                findings.add(Found.at(
                        set.span(),
                        "The virtual column " + column.name() + " gets no other expression while " + set.table()
                                + " has a CHECK."));
            }
        }
    }
}
