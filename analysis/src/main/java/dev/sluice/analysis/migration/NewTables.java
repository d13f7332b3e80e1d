package dev.sluice.analysis.migration;

import dev.sluice.analysis.schema.Origin;
import dev.sluice.analysis.schema.Partitions;
import dev.sluice.analysis.schema.Parts;
import dev.sluice.analysis.schema.Schema;
import dev.sluice.analysis.schema.Table;
import dev.sluice.analysis.schema.UsedViews;
import dev.sluice.analysis.schema.View;
import dev.sluice.analysis.statement.Name;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which tables nobody else uses yet where a statement stands. What has been found out of one is kept, since many rules ask, and
 * each would walk through all that inherits. Not safe for use by several threads.
 */
final class NewTables {

    private final Newness newness;
    private final Schema schema;
    private final Origin now;
    private final UsedViews usedViews;
    private final Map<Name, Boolean> known = new HashMap<>();

    NewTables(Newness newness, Schema schema, Origin now, UsedViews usedViews) {
        this.newness = newness;
        this.schema = schema;
        this.now = now;
        this.usedViews = usedViews;
    }

    /** Whether nobody else can be using that table yet, or ever will; nor what inherits from it or is a part of it. */
    boolean isNew(Name name) {
        if (name.schema().equals("pg_temp")) {
            return true;
        }
        // A name without a schema may be another table's, which the one that it resolves to does not tell.
        Boolean before = known.get(name);
        return before == null ? walk(name) : before;
    }

    /** Whether these migrations make that view, so that nobody else can be using it yet. */
    boolean isNewView(Name name) {
        View view = schema.view(name);
        Origin made = view == null ? null : view.origin();
        return view != null && made != null && newness.isNewWhileEmpty(made, now) && !isEarlier(view.taken());
    }

    private boolean walk(Name top) {
        Map<Name, @Nullable Name> above = new HashMap<>();
        above.put(top, null);
        Deque<Name> open = new ArrayDeque<>(above.keySet());
        while (!open.isEmpty()) {
            Name next = open.pop();
            Collection<Name> below =
                    Boolean.FALSE.equals(known.get(next)) ? null : below(schema.table(next), next.equals(top));
            if (below == null) {
                for (Name old = next; old != null; old = above.get(old)) {
                    known.put(old, false);
                }
                return false;
            }
            for (Name part : below) {
                if (!Boolean.TRUE.equals(known.get(part)) && !above.containsKey(part)) {
                    above.put(part, next);
                    open.push(part);
                }
            }
        }
        above.keySet().forEach(all -> known.put(all, true));
        return true;
    }

    /**
     * Whether others see its rows, by its name or by that of a table or view that has them too.
     *
     * @param above whether what is above it has not been looked at
     */
    private boolean isSeen(Table table, boolean above) {
        return isReached(table)
                || (above
                        && Parts.allAbove(schema, table).stream()
                                .anyMatch(other -> !isOfFile(other) || isReached(other)));
    }

    /** Whether it has the name of something in use, or a view that has such a name reads it, since an earlier transaction. */
    private boolean isReached(Table table) {
        return isEarlier(table.taken()) || usedViews.read(schema, table.name(), now.transaction());
    }

    private boolean isEarlier(int taken) {
        return taken != 0 && taken != now.transaction();
    }

    /**
     * Whether the migrations have put rows into it, be it by way of what it is a partition of. What takes the place of a materialized
     * view that is read, has them.
     */
    private boolean isFilled(Table table) {
        Origin made = table.origin();
        View view = table.taken() == 0 ? null : schema.view(table.name());
        if (view != null && view.materialized()) {
            return true;
        }
        Set<Name> seen = new HashSet<>();
        Name parent = table.filled() ? null : table.partitionOf();
        while (parent != null && made != null && seen.add(parent)) {
            Table above = schema.tableOrUnknown(parent);
            if (above.filledIn() >= made.transaction()) {
                return true;
            }
            parent = above.partitionOf();
        }
        return table.filled();
    }

    private boolean isOfFile(Table table) {
        Origin made = table.origin();
        return made != null && made.certain() && made.isWith(now);
    }

    /** What has to be new too; null where the table is not. */
    private @Nullable Collection<Name> below(@Nullable Table table, boolean top) {
        if (table == null) {
            return null;
        }
        // The walk has come to a partition by what is above it.
        boolean above = top || table.partitionOf() == null;
        boolean filled = top ? isFilled(table) : table.filled();
        if (!newness.isNew(table, now, filled, filled && isSeen(table, above))) {
            return null;
        }
        if (!table.partitioned()) {
            return Parts.of(schema, table);
        }
        Partitions parts = schema.partitions(table.name());
        return parts.plainOrigins().stream().allMatch(made -> newness.isNewWhileEmpty(made, now))
                ? parts.specialNames()
                : null;
    }
}
