package dev.sluice.analysis.schema;

import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.ObjectKind;
import java.util.Map;
import java.util.function.Supplier;
import org.pcollections.PMap;

/** What a migration has made beside tables, indexes and views. */
record Made(ObjectKind kind, Name name) {

    /** That object by the name that it has on the server: a role is in no schema. */
    static Made of(ObjectKind kind, Name name, Supplier<Name> inSchema) {
        return new Made(kind, kind == ObjectKind.ROLE ? name : inSchema.get());
    }

    /** The same objects, where those that the earlier ones have not are uncertain. */
    static PMap<Made, Origin> uncertainSince(PMap<Made, Origin> all, PMap<Made, Origin> earlier) {
        PMap<Made, Origin> uncertain = all;
        for (Map.Entry<Made, Origin> object : all.entrySet()) {
            if (!object.getValue().equals(earlier.get(object.getKey()))) {
                uncertain = uncertain.plus(object.getKey(), object.getValue().uncertain());
            }
        }
        return uncertain;
    }
}
