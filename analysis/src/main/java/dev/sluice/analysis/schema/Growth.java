package dev.sluice.analysis.schema;

import dev.sluice.analysis.statement.Name;

/** What the migrations put into a table makes of its size. */
final class Growth {

    private Growth() {}

    /** The schema in which nobody knows how large a table is any more, nor those that it is a part of. */
    static Schema of(Schema schema, Name name) {
        Schema grown = schema;
        Table table = schema.table(name);
        while (table != null) {
            grown = table.size() == null ? grown : grown.with(table.sized(null));
            table = table.partitionOf() == null ? null : schema.table(table.partitionOf());
        }
        return grown;
    }
}
