package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.lock.DefaultValue;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.schema.Domain;
import dev.sluice.analysis.statement.ColumnDefinition;
import dev.sluice.analysis.statement.Constraint;
import dev.sluice.analysis.statement.Expression;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.TableAction;
import java.util.List;

/**
 * Adds a column alone before the index of a constraint that stands with it is built: an index that is built CONCURRENTLY
 * can be on no column that is not committed.
 */
final class NewColumnFirst {

    /** What stands above the index of a column that another finding of the same statement adds and fills. */
    private static final String WHEN_FILLED = "-- when the column is there and filled, outside of a transaction:\n";

    private NewColumnFirst() {}

    /** Whether a constraint of the column has an index, which is to be built apart from the column, here or by another finding. */
    static boolean isNeeded(Step step, Step.Action<TableAction.AddColumn> add) {
        return !isTold(step, add)
                && add.action().column().constraints().stream().anyMatch(Constraint.Unique.class::isInstance);
    }

    /** The column alone, and behind it what stands with it, each in statements of its own. */
    static String sql(Step step, Step.Action<TableAction.AddColumn> add) {
        ColumnDefinition column = BareColumn.beside(step, add);
        return column(step, add, column)
                + BareColumn.rest(step, add.table(), column, add.span().to());
    }

    /** The same for one constraint of it; without the column where another finding has it. */
    static String sql(Step step, Step.Action<TableAction.AddColumn> add, Constraint.Unique unique) {
        return isTold(step, add)
                ? UniqueByIndex.behind(
                        WHEN_FILLED,
                        step,
                        add.table(),
                        unique,
                        List.of(add.action().column().name()),
                        add.span().to())
                : sql(step, add);
    }

    /** Those of the columns that the same statement adds, each below the other; empty where it adds none of them. */
    static String all(Step step, Name table, List<String> columns) {
        StringBuilder first = new StringBuilder();
        for (Step.Action<TableAction.AddColumn> add : step.actions(TableAction.AddColumn.class)) {
            if (columns.contains(add.action().column().name())) {
                first.append(
                        isTold(step, add)
                                ? "-- when " + Name.quoted(add.action().column().name()) + " is there and filled:\n"
                                : column(step, add, add.action().column())
                                        + BareColumn.rest(
                                                step,
                                                table,
                                                add.action().column(),
                                                add.span().to())
                                        + "\n");
            }
        }
        return first.toString();
    }

    private static String column(Step step, Step.Action<TableAction.AddColumn> add, ColumnDefinition column) {
        String alter = "ALTER TABLE " + add.table() + " ";
        String first = alter + "ADD COLUMN " + (add.action().ifNotExists() ? "IF NOT EXISTS " : "")
                + BareColumn.definition(step, column) + ";";
        Expression value = column.defaultValue();
        // One value in all rows would keep the index from being built.
        return value == null || value.isNull()
                ? first
                : first + "\n" + alter + "ALTER COLUMN " + Name.quoted(column.name()) + " SET DEFAULT " + value.text()
                        + ";\n-- fill it in batches, each row with a value of its own";
    }

    /** Whether another rule has the SQL for all of the column, as it costs or fails by itself. */
    private static boolean isTold(Step step, Step.Action<TableAction.AddColumn> add) {
        ColumnDefinition column = add.action().column();
        Domain domain = step.before().domain(column.type().asName());
        return column.generation() != ColumnDefinition.Generation.NONE
                || column.type().isSerial()
                || (column.notNull() && !AddNotNullColumnWithoutDefault.isFilled(step, add))
                || (domain != null && domain.constrained())
                || DefaultValue.of(Domain.valueOfOldRows(column, step.before(), step.version()), step.before())
                        != DefaultValue.SAME_FOR_ALL;
    }
}
