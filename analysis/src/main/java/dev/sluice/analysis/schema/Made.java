package dev.sluice.analysis.schema;

import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.ObjectKind;

/** What a migration has made beside tables, indexes and views. */
record Made(ObjectKind kind, Name name) {

    /** That object by the name that it has on the server: a role is in no schema. */
    static Made of(Schema schema, ObjectKind kind, Name name) {
        return new Made(kind, kind == ObjectKind.ROLE ? name : schema.resolve(name));
    }
}
