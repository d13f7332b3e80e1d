package dev.sluice.routing.cache.statement;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What a statement writes.
 *
 * @param tables as the statement names them, {@code orders} or {@code shop.orders}, in the case that the server keeps
 *     them in
 * @param anything whether it may write to tables that it does not name
 */
public record Written(Set<String> tables, boolean anything) {

    /** Nothing. */
    public static final Written NOTHING = new Written(Set.of(), false);

    /** Whatever there is. */
    public static final Written ANYTHING = new Written(Set.of(), true);

    public Written {
        tables = Set.copyOf(tables);
    }

    /** Both. */
    public Written and(Written other) {
        if (this.equals(NOTHING) || other.equals(NOTHING)) {
            return this.equals(NOTHING) ? other : this;
        }
        Set<String> all = new LinkedHashSet<>(tables);
        all.addAll(other.tables);
        return new Written(all, anything || other.anything);
    }
}
