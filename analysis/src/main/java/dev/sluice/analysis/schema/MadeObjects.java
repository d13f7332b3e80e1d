package dev.sluice.analysis.schema;

import dev.sluice.analysis.statement.CreateObject.Declared;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.ObjectKind;
import dev.sluice.sql.classify.Volatility;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/**
 * What migrations have made beside tables, indexes and views. Immutable.
 *
 * @param routines by name and parameters, what is said of functions
 */
record MadeObjects(PMap<Made, Origin> origins, PMap<Name, PMap<String, Declared>> routines) {

    static final MadeObjects NONE = new MadeObjects(HashTreePMap.empty(), HashTreePMap.empty());

    MadeObjects with(Made object, Origin origin) {
        return new MadeObjects(origins.plus(object, origin), routines);
    }

    MadeObjects without(Made object) {
        return new MadeObjects(
                origins.minus(object), object.kind() == ObjectKind.ROUTINE ? routines.minus(object.name()) : routines);
    }

    /** The same with a function, in the place of one with the same parameters. */
    MadeObjects with(Name function, Declared declared) {
        PMap<String, Declared> alike = routines.getOrDefault(function, HashTreePMap.empty());
        return new MadeObjects(origins, routines.plus(function, alike.plus(declared.parameters(), declared)));
    }

    /** The same where what is said of a function may hold no longer. */
    MadeObjects withoutDeclared(Name function) {
        return new MadeObjects(origins, routines.minus(function));
    }

    /** How far the result of a function may be relied on; null when that is not known, or not the same for all of the name. */
    @Nullable
    Volatility volatility(Name function) {
        Collection<Declared> alike =
                routines.getOrDefault(function, HashTreePMap.empty()).values();
        Volatility first = alike.isEmpty() ? null : alike.iterator().next().volatility();
        return alike.stream().allMatch(declared -> declared.volatility() == first) ? first : null;
    }

    /** The same objects, where those that the earlier ones have not are uncertain. */
    MadeObjects uncertainSince(MadeObjects earlier) {
        PMap<Made, Origin> uncertain = origins;
        for (Map.Entry<Made, Origin> object : origins.entrySet()) {
            if (!object.getValue().equals(earlier.origins.get(object.getKey()))) {
                uncertain = uncertain.plus(object.getKey(), object.getValue().uncertain());
            }
        }
        PMap<Name, PMap<String, Declared>> certain = routines;
        for (Name function : routines.keySet()) {
            certain = routines.get(function) == earlier.routines.get(function) ? certain : certain.minus(function);
        }
        return new MadeObjects(uncertain, certain);
    }
}
