package dev.sluice.analysis.schema;

import dev.sluice.analysis.statement.Name;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tables of which a table is made: its partitions, and what inherits from it. */
public final class Parts {

    private Parts() {}

    /** Their names, as far as they are known and still there. */
    public static List<Name> of(Schema schema, Table table) {
        return table.partitioned()
                ? schema.partitionsOf(table.name()).stream().map(Table::name).toList()
                : table.heirs().stream().filter(heir -> !schema.isAbsent(heir)).toList();
    }

    /** The names of all that are below it, at whatever depth. */
    public static Set<Name> below(Schema schema, Table table) {
        Set<Name> below = new LinkedHashSet<>();
        Deque<Table> open = new ArrayDeque<>(List.of(table));
        while (!open.isEmpty()) {
            of(schema, open.pop()).stream().filter(below::add).forEach(part -> open.add(schema.tableOrUnknown(part)));
        }
        return below;
    }

    /**
     * A partition with what its parents give each of their partitions: columns and indexes, these under the parents' names. It
     * follows the parents as they are now, whenever it has become a part of them. Another table stays as it is.
     */
    public static Table withParents(Schema schema, Table table) {
        Table whole = table;
        Name parent = table.partitionOf();
        Set<Name> seen = new HashSet<>();
        while (parent != null && seen.add(parent)) {
            Table above = schema.tableOrUnknown(parent);
            whole = whole.withThoseOf(above);
            parent = above.partitionOf();
        }
        return whole;
    }

    /** The tables that it is a part of, or from which it inherits, as far as they are known. */
    public static List<Table> above(Schema schema, Table table) {
        Name parent = table.partitionOf();
        return parent != null
                ? List.of(schema.tableOrUnknown(parent))
                : schema.withHeirs().stream()
                        .filter(other -> other.heirs().contains(table.name()))
                        .toList();
    }

    /** The same with those above them, the nearest first. */
    public static Collection<Table> allAbove(Schema schema, Table table) {
        Map<Name, Table> all = new LinkedHashMap<>();
        Deque<Table> open = new ArrayDeque<>(List.of(table));
        while (!open.isEmpty()) {
            for (Table above : above(schema, open.pop())) {
                if (all.putIfAbsent(above.name(), above) == null) {
                    open.add(above);
                }
            }
        }
        return all.values();
    }

    /** The partition that takes the rows that no other takes; null when none is known. */
    public static @Nullable Table rest(Schema schema, Name table) {
        return schema.partitions(table).specialNames().stream()
                .map(schema::tableOrUnknown)
                .filter(Table::rest)
                .findFirst()
                .orElse(null);
    }
}
