package dev.sluice.analysis.schema;

import dev.sluice.analysis.statement.Name;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.pcollections.PMap;

/**
 * Which tables are read by views that have names by which others have used something. What has been found out is kept until the
 * views change, since there may be thousands of views, and of statements that ask. Not safe for use by several threads.
 */
public final class UsedViews {

    private PMap<Name, View> views = Views.NONE.byName();
    private Set<Integer> transactions = Set.of();
    private int apart;
    private Set<Name> read = Set.of();

    /**
     * Whether a view has such a name that reads a table, be it by way of other views.
     *
     * @param transaction the number of the one that asks; what has got its name in that is not in use yet
     */
    public boolean read(Schema schema, Name table, int transaction) {
        Views now = schema.views();
        if (now.taken().isEmpty()) {
            return false;
        }
        boolean same = views == now.byName();
        if (!same) {
            views = now.byName();
            transactions = now.taken().stream()
                    .map(views::get)
                    .filter(Objects::nonNull)
                    .map(View::taken)
                    .collect(Collectors.toSet());
        }
        int own = transactions.contains(transaction) ? transaction : 0;
        if (!same || own != apart) {
            apart = own;
            read = find(now.taken());
        }
        return read.contains(table);
    }

    private Set<Name> find(Set<Name> taken) {
        Deque<Name> open = new ArrayDeque<>();
        for (Name name : taken) {
            View view = views.get(name);
            if (view != null && view.taken() != apart) {
                open.push(name);
            }
        }
        Set<Name> found = new HashSet<>();
        while (!open.isEmpty()) {
            View view = views.get(open.pop());
            // One with rows of its own reads others only when it is refreshed.
            if (view != null && !view.materialized()) {
                view.uses().stream().filter(found::add).forEach(open::push);
            }
        }
        return found;
    }
}
