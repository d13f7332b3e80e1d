package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.schema.Schema;
import dev.sluice.analysis.schema.Table;
import dev.sluice.analysis.statement.Constraint;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.TableAction;

/** {@code ALTER TABLE ONLY … ADD CONSTRAINT} of a partitioned table, which has no rows: its index is put together of those of its partitions. */
final class ParentAlone {

    private ParentAlone() {}

    /** Whether the table is known to have partitions, and stays alone. */
    static boolean is(Step step, Step.Action<TableAction.AddConstraint> add) {
        return add.alter().only() && step.table(add.table()).partitioned();
    }

    /** The same finding, unless a later statement shows that the table has partitions. */
    static Found unlessShown(Step.Action<TableAction.AddConstraint> add, Found found) {
        Constraint constraint = add.action().constraint();
        return add.alter().only() ? found.unless(last -> isPartitioned(last, add.table(), constraint)) : found;
    }

    /** Another table of that name does not have the constraint that stands there. */
    private static boolean isPartitioned(Schema last, Name name, Constraint constraint) {
        Table table = last.tableOrUnknown(name);
        return table.partitioned()
                && table.constraints().stream()
                        .anyMatch(known -> known.constraint().equals(constraint));
    }
}
