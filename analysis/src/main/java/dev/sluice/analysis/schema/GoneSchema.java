package dev.sluice.analysis.schema;

import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.ObjectKind;

/** Tells which schemas are not there any more. */
public final class GoneSchema {

    private GoneSchema() {}

    /** Whether the migrations have dropped that one, or given it another name, and made none of its name since. */
    public static boolean is(Schema known, String schema) {
        return known.places().isAbsent(schema) && known.origin(ObjectKind.SCHEMA, Name.of(schema)) == null;
    }
}
