package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.TableAction;

/** A change of a column that PostgreSQL refuses, since it is a partition's, an heir's, or a part of a partition key. */
public final class ColumnChangeRefused implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(ColumnChangeRefused.class)
            .title("Column or constraint of a partition, an heir or a partition key changed by itself")
            .harm(Category.FAILS, Severity.HIGH)
            .why(
                    "A column or constraint that a table has from another one is changed there, for all tables that have it, and"
                            + " a column by which rows go into partitions stays as it is. PostgreSQL refuses the statement. The"
                            + " migration fails.")
            .instead(
                    "Change the table above, without ONLY, which changes its partitions and heirs too. For a partition key of"
                            + " another type make a new partitioned table beside the old one.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        for (Step.Action<TableAction> each : step.actions(TableAction.class)) {
            ConstraintRefusal constraint = ConstraintRefusal.of(step, each.alter(), each.action());
            if (constraint != null) {
                String message = constraint.message() + ": PostgreSQL refuses that.";
                findings.add(Found.at(each.span(), message).example(constraint.example()));
            }
            ColumnRefusal refusal = ColumnRefusal.of(step, each.alter(), each.action());
            if (refusal != null) {
                String message = does(each.action()) + each.table() + refusal.reason() + ": PostgreSQL refuses that.";
                Found found = Found.at(each.span(), message);
                // Dropped where it comes from, it would be gone in all tables that have it.
                boolean lost = each.action() instanceof TableAction.DropColumn;
                findings.add(
                        lost || refusal.table() == null ? found : found.example(example(step, each, refusal.table())));
            }
        }
    }

    private static String example(Step step, Step.Action<TableAction> each, Name table) {
        return each.action() instanceof TableAction.AlterType type
                ? ChangeColumnType.example(step, table, type)
                : "ALTER TABLE " + table + " " + step.sql(each.span()) + ";";
    }

    private static String does(TableAction action) {
        if (action instanceof TableAction.AddColumn add) {
            return "Adds column " + add.column().name() + " to ";
        }
        if (action instanceof TableAction.DropColumn drop) {
            return "Drops column " + drop.column() + " of ";
        }
        if (action instanceof TableAction.RenameColumn rename) {
            return "Renames column " + rename.column() + " of ";
        }
        return action instanceof TableAction.AlterType type
                ? "Changes the type of column " + type.column() + " of "
                : "";
    }
}
