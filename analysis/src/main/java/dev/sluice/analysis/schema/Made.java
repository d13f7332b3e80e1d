package dev.sluice.analysis.schema;

import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.ObjectKind;
import java.util.function.Supplier;

/** What a migration has made beside tables, indexes and views. */
record Made(ObjectKind kind, Name name) {

    /** That object by the name that it has on the server: a role, say, is in no schema. */
    static Made of(ObjectKind kind, Name name, Supplier<Name> inSchema) {
        return new Made(kind, kind.isInSchema() ? inSchema.get() : name);
    }

    boolean isOf(String schema) {
        String own = name.schema();
        return kind == ObjectKind.TRIGGER ? own.startsWith(ofTable(schema)) : kind.isInSchema() && own.equals(schema);
    }

    /** The same in another schema than the one that it is in. */
    Made moved(String from, String to) {
        String own = name.schema();
        String other = own.equals(from)
                ? to
                : ofTable(to) + own.substring(ofTable(from).length());
        return new Made(kind, new Name(other, name.name()));
    }

    /** What stands for the schema of a trigger is its table. */
    private static String ofTable(String schema) {
        return Name.quoted(schema) + ".";
    }
}
