package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
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
import dev.sluice.analysis.statement.CreateTable;
import dev.sluice.analysis.statement.DataType;
import dev.sluice.analysis.statement.TableAction;
import java.util.List;
import java.util.Set;

/** A key that runs out of numbers. */
public final class IntegerPrimaryKey implements MigrationRule {

    private static final Set<String> SMALL = Set.of("integer", "smallint", "serial", "smallserial");

    private static final RuleInfo INFO = RuleInfo.of(IntegerPrimaryKey.class)
            .title("Primary key of at most 2,147,483,647 rows")
            .harm(Category.PRACTICE, Severity.LOW)
            .why("When the numbers are used up each insert fails, and the change to bigint then writes the whole"
                    + " table anew.")
            .instead("Use bigint from the beginning; it rarely costs space, since rows are aligned to eight bytes.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        step.actions(TableAction.AddConstraint.class).forEach(add -> check(step, add, findings));
        if (!(step.statement() instanceof CreateTable create)) {
            return;
        }
        Table table = step.after().tableOrUnknown(step.before().placeOf(create));
        for (ColumnDefinition column : create.columns()) {
            if (SMALL.contains(column.type().name()) && isKey(table, column.name())) {
                String message = "The primary key of " + create.name() + " is of type "
                        + column.type().sql() + ".";
                findings.add(Found.at(column.type().span(), message));
            }
        }
    }

    /** The column has been there before, of a type that is known. */
    private static void check(Step step, Step.Action<TableAction.AddConstraint> add, Findings findings) {
        if (!(add.action().constraint() instanceof Constraint.Unique unique) || !unique.primaryKey()) {
            return;
        }
        for (Column column : step.before().tableOrUnknown(add.table()).columns()) {
            DataType type = column.type();
            if (type != null
                    && SMALL.contains(type.name())
                    && isKey(step.after().tableOrUnknown(add.table()), column.name())) {
                findings.add(
                        Found.at(add.span(), "The primary key of " + add.table() + " is of type " + type.sql() + "."));
            }
        }
    }

    private static boolean isKey(Table table, String column) {
        // With USING INDEX the constraint itself names no columns.
        return table.constraints().stream()
                .filter(known -> known.constraint() instanceof Constraint.Unique unique && unique.primaryKey())
                .map(known -> table.indexesByName().get(known.name()))
                .anyMatch(index -> index != null && index.columns().equals(List.of(column)));
    }
}
