package dev.sluice.analysis.schema;

import dev.sluice.analysis.statement.CreateObject;
import dev.sluice.analysis.statement.Name;

/** What {@code CREATE FOREIGN TABLE} makes of a schema. */
final class ForeignTable {

    private ForeignTable() {}

    static Schema in(Schema schema, CreateObject create, Origin origin) {
        Name name = schema.place(create.name());
        if (schema.isOfCatalog(name) || (create.ifNotExists() && schema.table(name) != null)) {
            return schema;
        }
        Name parent = create.on() == null ? null : schema.resolve(create.on());
        Table table = Table.foreign(name, origin, parent);
        Schema making = schema.making();
        boolean certain =
                (!create.ifNotExists() && !making.isElsewhere(create.name())) || making.isAbsent(create.name());
        return schema.with(certain ? table : table.uncertain());
    }
}
