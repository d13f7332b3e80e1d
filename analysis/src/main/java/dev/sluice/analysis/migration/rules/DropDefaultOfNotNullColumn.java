package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.lock.Work;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.migration.Transaction;
import dev.sluice.analysis.schema.Column;
import dev.sluice.analysis.schema.Schema;
import dev.sluice.analysis.statement.ColumnDefinition.Generation;
import dev.sluice.analysis.statement.LockMode;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.Span;
import dev.sluice.analysis.statement.TableAction;

/** A default that is dropped from a column that the running application may not fill. */
public final class DropDefaultOfNotNullColumn implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(DropDefaultOfNotNullColumn.class)
            .title("Default dropped from a NOT NULL column")
            .harm(Category.COMPATIBILITY, Severity.MEDIUM)
            .effect("the table", LockMode.ACCESS_EXCLUSIVE, Work.NONE)
            .why(
                    "An application that does not fill the column, be it because it does not know it yet, fails at each insert"
                            + " from then on.")
            .instead("Drop the default in a migration that runs when every instance fills the column.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        for (Step.Action<TableAction.DropDefault> drop : step.actions(TableAction.DropDefault.class)) {
            find(step, drop.table(), drop.action().column(), drop.span(), "DROP DEFAULT", findings);
        }
        for (Step.Action<TableAction.SetDefault> set : step.actions(TableAction.SetDefault.class)) {
            if (set.action().value().isNull()) {
                find(step, set.table(), set.action().column(), set.span(), "SET DEFAULT NULL", findings);
            }
        }
    }

    private static void find(Step step, Name table, String name, Span span, String action, Findings findings) {
        Column column = step.after().tableOrUnknown(table).column(name);
        Column before = step.table(table).column(name);
        boolean none = before == null || !before.hasDefault();
        if (column != null && column.notNull() && !none && !isFilled(column)) {
            Name resolved = step.before().resolve(table);
            Transaction transaction = step.transaction();
            findings.add(Found.at(
                            span,
                            "Inserts into " + table + " that do not name " + name + " fail once its default is gone.")
                    .about(table)
                    .severity(isFresh(column) ? Severity.MEDIUM : Severity.LOW)
                    .example("-- in the migration after the release that fills the column:\n" + "ALTER TABLE " + table
                            + " ALTER COLUMN " + Name.quoted(name) + " " + action + ";")
                    .unless(last -> isFilled(transaction, resolved, name)));
        }
    }

    /** Whether it is new to the running application; else that may fill it. */
    private static boolean isFresh(Column column) {
        return column.origin() != null && !column.origin().applied();
    }

    private static boolean isFilled(Transaction transaction, Name table, String name) {
        Schema end = transaction.end();
        Column column = end == null ? null : end.tableOrUnknown(table).column(name);
        return column != null && isFilled(column);
    }

    /** Whether a row that does not name it gets a value all the same. */
    private static boolean isFilled(Column column) {
        return column.hasDefault() || column.generation() == Generation.IDENTITY;
    }
}
