package dev.sluice.analysis.lock;

import dev.sluice.analysis.schema.Column;
import dev.sluice.analysis.schema.PostgresVersion;
import dev.sluice.analysis.schema.Schema;
import dev.sluice.analysis.schema.Table;
import dev.sluice.analysis.statement.Constraint;
import dev.sluice.analysis.statement.Name;

/** Whether PostgreSQL can see without reading the table that a column holds no null. */
public final class NotNullProof {

    private static final int MOST_LEVELS = 10;

    private NotNullProof() {}

    /** The same, where the table may be a part of another one, of which each column that is not null is so in all parts. */
    public static boolean isProven(Schema schema, Table table, String column, PostgresVersion version) {
        if (isProven(table, column, version)) {
            return true;
        }
        Name parent = table.partitionOf();
        for (int depth = 0; parent != null && depth < MOST_LEVELS; depth++) {
            Table above = schema.tableOrUnknown(parent);
            Column known = above.column(column);
            if (known != null && known.notNull()) {
                return true;
            }
            parent = above.partitionOf();
        }
        return false;
    }

    /** Whether the column is not null already, or, from version 12 on, a valid CHECK says that it is not. */
    public static boolean isProven(Table table, String column, PostgresVersion version) {
        Column known = table.column(column);
        if (known != null && known.notNull()) {
            return true;
        }
        return version.isAtLeast(12)
                && table.constraints().stream()
                        .anyMatch(constraint -> constraint.valid()
                                && constraint.constraint() instanceof Constraint.Check check
                                && check.notNullColumns().contains(column)
                                // Rows of what inherits from the table may be null all the same.
                                && !(check.noInherit() && table.mayHaveHeirs()));
    }
}
