package dev.sluice.analysis.schema;

import dev.sluice.analysis.statement.CreateObject.Declared;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.ObjectKind;
import dev.sluice.sql.classify.Volatility;
import java.util.Collection;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/**
 * What migrations have made beside tables, indexes and views. Immutable.
 *
 * @param domains by their names with a schema, those of the catalog among them
 * @param routines by name and parameters, what is said of functions
 */
record MadeObjects(
        PMap<Made, Origin> origins, PMap<Name, PMap<String, Declared>> routines, PMap<Name, Domain> domains) {

    static final MadeObjects NONE = new MadeObjects(HashTreePMap.empty(), HashTreePMap.empty(), HashTreePMap.empty());

    MadeObjects with(Made object, Origin origin) {
        return new MadeObjects(origins.plus(object, origin), routines, domains);
    }

    MadeObjects without(Made object) {
        return new MadeObjects(
                origins.minus(object),
                object.kind() == ObjectKind.ROUTINE ? routines.minus(object.name()) : routines,
                domains);
    }

    /** The same with a function, in the place of one with the same parameters. */
    MadeObjects with(Name function, Declared declared) {
        PMap<String, Declared> alike = routines.getOrDefault(function, HashTreePMap.empty());
        return routines(routines.plus(function, alike.plus(declared.parameters(), declared)));
    }

    /** The same where what is said of a function may hold no longer. */
    MadeObjects withoutDeclared(Name function) {
        return routines(routines.minus(function));
    }

    /** The same where functions are called otherwise. */
    MadeObjects renamedRoutines(UnaryOperator<Name> names) {
        PMap<Name, PMap<String, Declared>> renamed = routines;
        for (Map.Entry<Name, PMap<String, Declared>> function : routines.entrySet()) {
            Name to = names.apply(function.getKey());
            renamed = to.equals(function.getKey())
                    ? renamed
                    : renamed.minus(function.getKey()).plus(to, function.getValue());
        }
        return routines(renamed);
    }

    /** The same where domains are called otherwise. */
    MadeObjects renamedDomains(UnaryOperator<Name> names) {
        MadeObjects renamed = this;
        for (Domain domain : domains.values()) {
            Domain other = domain.renamed(names);
            renamed = other.equals(domain)
                    ? renamed
                    : renamed.withoutDomain(domain.name()).with(other);
        }
        return renamed;
    }

    /** The same without what is in a schema. */
    MadeObjects withoutSchema(String schema) {
        MadeObjects less = this;
        for (Made object : origins.keySet()) {
            less = object.isOf(schema) ? less.without(object) : less;
        }
        for (Name domain : domains.keySet()) {
            less = domain.schema().equals(schema) ? less.withoutDomain(domain) : less;
        }
        return less;
    }

    private MadeObjects routines(PMap<Name, PMap<String, Declared>> others) {
        return new MadeObjects(origins, others, domains);
    }

    MadeObjects with(Domain domain) {
        return new MadeObjects(origins, routines, domains.plus(domain.name(), domain));
    }

    MadeObjects withoutDomain(Name domain) {
        return new MadeObjects(origins, routines, domains.minus(domain));
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
        PMap<Name, Domain> either = domains;
        for (Map.Entry<Name, Domain> old : earlier.domains.entrySet()) {
            Domain now = domains.get(old.getKey());
            either = old.getValue().equals(now)
                    ? either
                    : either.plus(old.getKey(), now == null ? old.getValue() : now.orAs(old.getValue()));
        }
        return new MadeObjects(uncertain, certain, either);
    }
}
