package dev.sluice.analysis.schema;

import dev.sluice.analysis.statement.Name;
import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.HashTreePSet;
import org.pcollections.PMap;
import org.pcollections.PSet;

/**
 * The partitions of a table, so that nobody has to look at each of thousands: most are leaves that are empty as far as is
 * known, and differ in nothing but their bounds. Immutable.
 *
 * @param names all of them
 * @param special those that one has to look at
 * @param origins where the others were made, without their transactions, and how many there
 */
public record Partitions(PSet<Name> names, PSet<Name> special, PMap<Origin, Integer> origins) {

    /** Of a table without any. */
    static final Partitions NONE = new Partitions(HashTreePSet.empty(), HashTreePSet.empty(), HashTreePMap.empty());

    /** Where those were made that are not special, with transaction 0. */
    public Set<Origin> plainOrigins() {
        return origins.keySet();
    }

    /** Those that are partitioned themselves, filled, temporary, there before, or take the rows of no other. */
    public Collection<Name> specialNames() {
        return special;
    }

    boolean isEmpty() {
        return names.isEmpty();
    }

    Partitions plus(Table table) {
        Origin origin = plainOrigin(table);
        return origin == null
                ? new Partitions(names.plus(table.name()), special.plus(table.name()), origins)
                : new Partitions(
                        names.plus(table.name()), special, origins.plus(origin, origins.getOrDefault(origin, 0) + 1));
    }

    Partitions minus(Table table) {
        Origin origin = plainOrigin(table);
        if (origin == null) {
            return new Partitions(names.minus(table.name()), special.minus(table.name()), origins);
        }
        int left = origins.getOrDefault(origin, 0) - 1;
        return new Partitions(
                names.minus(table.name()), special, left > 0 ? origins.plus(origin, left) : origins.minus(origin));
    }

    /** What tells it from others; null for one that is special. */
    static @Nullable Origin plainOrigin(Table table) {
        Origin origin = table.origin();
        boolean isPlain = origin != null
                && !table.filled()
                && !table.temporary()
                && !table.partitioned()
                && !table.rest()
                && table.heirs().isEmpty();
        return isPlain && origin != null ? origin.inAnyTransaction() : null;
    }
}
