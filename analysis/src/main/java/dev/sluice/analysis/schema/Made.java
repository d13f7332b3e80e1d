package dev.sluice.analysis.schema;

import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.ObjectKind;
import java.util.function.Supplier;

/** What a migration has made beside tables, indexes and views. */
record Made(ObjectKind kind, Name name) {

    /** That object by the name that it has on the server: a role is in no schema. */
    static Made of(ObjectKind kind, Name name, Supplier<Name> inSchema) {
        return new Made(kind, kind == ObjectKind.ROLE ? name : inSchema.get());
    }
}
