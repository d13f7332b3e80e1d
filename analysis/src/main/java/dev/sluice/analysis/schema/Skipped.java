package dev.sluice.analysis.schema;

import dev.sluice.analysis.statement.Constraint;
import dev.sluice.analysis.statement.TableAction;

/** Tells what the server passes by, since the table has it for sure: {@code ADD COLUMN IF NOT EXISTS}. */
public final class Skipped {

    private static final int WITH_CONSTRAINTS = 13;

    private Skipped() {}

    /**
     * Whether an action does nothing.
     *
     * @param table the table as the action finds it
     */
    public static boolean is(TableAction action, Table table, PostgresVersion version) {
        if (!(action instanceof TableAction.AddColumn add) || !add.ifNotExists()) {
            return false;
        }
        Column column = table.column(add.column().name());
        // Older servers add the constraints, be the column there or not.
        return column != null
                && column.origin() != null
                && column.origin().certain()
                && (version.isAtLeast(WITH_CONSTRAINTS)
                        || add.column().constraints().stream().allMatch(Constraint.NotNull.class::isInstance));
    }
}
