package dev.sluice.routing.cache.automatic;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table, a view or the like, as the catalog has it.
 *
 * @param id its object id
 * @param schema its schema
 * @param name its name
 * @param kind the catalog's letter: r a table, p a partitioned one, v a view, m a materialized view, f a foreign table
 * @param permanent whether it is neither temporary nor unlogged
 * @param rowSecurity whether it has row security
 * @param computed whether a function of the database that is not immutable can be written like a column of it
 * @param definition the query of a view; null for others
 * @param columns the names by their numbers, the first one being 1; empty for one that was dropped
 * @param heirs the tables that inherit from it and its partitions, at any depth, as {@code schema.table}
 * @param foreignHeir whether one of them is a foreign table
 * @param shape the columns that there are, with numbers, types, collations and defaults, and what inherits from what
 * @param ancestors the tables that it inherits from or is a partition of, at any depth, as {@code schema.table}
 */
record Relation(
        int id,
        String schema,
        String name,
        char kind,
        boolean permanent,
        boolean rowSecurity,
        boolean computed,
        @Nullable String definition,
        List<String> columns,
        List<String> heirs,
        boolean foreignHeir,
        String shape,
        List<String> ancestors) {

    Relation {
        columns = List.copyOf(columns);
        heirs = List.copyOf(heirs);
        ancestors = List.copyOf(ancestors);
    }

    boolean ofTheSystem() {
        return schema.startsWith("pg_") || schema.equals("information_schema");
    }

    String qualified() {
        return schema + "." + name;
    }
}
