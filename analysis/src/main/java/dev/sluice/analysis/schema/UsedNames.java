package dev.sluice.analysis.schema;

import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.ObjectKind;
import org.jspecify.annotations.Nullable;

/**
 * The names by which others use tables and views: what gets such a name is in use itself when the transaction has ended that gives
 * it. What a file makes and takes away again leaves none behind, since nobody has known of it.
 */
final class UsedNames {

    private UsedNames() {}

    /** The schema where a table or view is about to lose its name, be it under a condition. */
    static Schema leaving(Schema schema, Name resolved, Origin now) {
        if (resolved.schema().equals(NewTable.TEMPORARY)) {
            return schema;
        }
        Table table = schema.table(resolved);
        View view = schema.view(resolved);
        boolean own = table == null
                ? view == null ? schema.isDropped(resolved) : isOwn(view.origin(), now)
                : isOwn(table.origin(), now);
        return own ? schema : schema.places(schema.places().used(resolved));
    }

    /** The schema where a whole one is about to be dropped or to lose its name. */
    static Schema leaving(Schema schema, String name, Origin now) {
        Schema after = schema;
        for (Table table : schema.tablesOf(name)) {
            after = leaving(after, table.name(), now);
        }
        for (View view : schema.views().byName().values()) {
            after = view.name().schema().equals(name) ? leaving(after, view.name(), now) : after;
        }
        boolean known = schema.isWhole()
                || schema.places().isAbsent(name)
                || isOwn(schema.origin(ObjectKind.SCHEMA, Name.of(name)), now);
        return known ? after : after.places(after.places().usedSchema(name));
    }

    /** The number of the transaction that gives such a name; 0 for one by which nobody has used anything. */
    static int taking(Schema schema, Name resolved, Origin now) {
        return schema.places().wasUsed(resolved) ? now.transaction() : 0;
    }

    /** A table that leaves what it is a part or an heir of: by way of that others may have seen it since an earlier transaction. */
    static Table parted(Schema schema, Table table, Origin now) {
        Origin made = table.origin();
        if (made == null || isEarlier(table.taken(), now)) {
            return table;
        }
        for (Table above : Parts.allAbove(schema, table)) {
            if (isEarlier(above.taken(), now)) {
                return table.taking(above.taken());
            }
            if (!isOwn(above.origin(), now) && made.transaction() != now.transaction()) {
                return table.taking(made.transaction());
            }
        }
        return table;
    }

    private static boolean isEarlier(int taken, Origin now) {
        return taken != 0 && taken != now.transaction();
    }

    private static boolean isOwn(@Nullable Origin made, Origin now) {
        return made != null && made.certain() && made.isWith(now);
    }
}
