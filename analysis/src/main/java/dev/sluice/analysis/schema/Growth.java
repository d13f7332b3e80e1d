package dev.sluice.analysis.schema;

import dev.sluice.analysis.statement.Name;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the migrations put into a table makes of its size. */
final class Growth {

    private Growth() {}

    /** The schema in which nobody knows how large a table is any more, nor what it is a part of, nor its parts. */
    static Schema of(Schema schema, Name name) {
        Schema grown = schema;
        Set<Name> seen = new HashSet<>();
        Table table = schema.table(name);
        while (table != null && seen.add(table.name())) {
            grown = unsized(grown, table);
            table = table.partitionOf() == null ? null : schema.table(table.partitionOf());
        }
        Deque<Name> parts = new ArrayDeque<>(List.of(name));
        while (!parts.isEmpty()) {
            for (Table part : schema.partitionsOf(parts.pop())) {
                grown = unsized(grown, part);
                if (seen.add(part.name())) {
                    parts.push(part.name());
                }
            }
        }
        return grown;
    }

    private static Schema unsized(Schema schema, Table table) {
        return table.size() == null ? schema : schema.with(table.sized(null));
    }
}
