package dev.sluice.analysis.migration;

import dev.sluice.analysis.schema.Index;
import dev.sluice.analysis.schema.Origin;
import dev.sluice.analysis.schema.Schema;
import dev.sluice.analysis.schema.Table;
import dev.sluice.analysis.schema.TableConstraint;
import dev.sluice.analysis.statement.AlterTable;
import dev.sluice.analysis.statement.CreateIndex;
import dev.sluice.analysis.statement.Statement;
import dev.sluice.analysis.statement.TableAction;

/**
 * Tells a statement that makes nothing but what the live database has already. It has been applied; if it has not, the
 * server refuses it before it works on a row, or does nothing where it says {@code IF NOT EXISTS}. What the migrations
 * have dropped or renamed before it is made anew, and does not count.
 */
final class Applied {

    static final String SENTENCE = " The database has this already, so it has been applied, or it fails without work.";

    private Applied() {}

    static boolean isApplied(Step step) {
        Statement statement = step.statement();
        if (statement instanceof CreateIndex create) {
            return create.name() != null && hasIndex(step.before(), create);
        }
        if (statement instanceof AlterTable alter) {
            Table table = step.table(alter.table());
            return !alter.actions().isEmpty()
                    && alter.actions().stream().allMatch(action -> has(table, action))
                    && Origin.CATALOG.equals(table.origin());
        }
        return false;
    }

    private static boolean hasIndex(Schema schema, CreateIndex create) {
        Table table = schema.table(create.table());
        if (table == null) {
            return false;
        }
        Index index = table.indexesByName().get(create.name());
        return index != null && index.origin() == null && index.valid() && Origin.CATALOG.equals(table.origin());
    }

    private static boolean has(Table table, TableAction action) {
        if (action instanceof TableAction.AddColumn add) {
            var column = table.column(add.column().name());
            return column != null && column.origin() == null;
        }
        if (action instanceof TableAction.AddConstraint add && add.constraint().name() != null) {
            TableConstraint known = table.constraint(add.constraint().name());
            // What a DO block may have made is not valid for sure.
            return known != null && known.valid();
        }
        return false;
    }
}
