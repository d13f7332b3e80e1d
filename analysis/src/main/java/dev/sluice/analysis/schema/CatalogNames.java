package dev.sluice.analysis.schema;

import dev.sluice.analysis.statement.Name;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The names of all tables that a live database has, and names of what else is there. Which schema a name without one means is for the session that runs
 * the migrations to say, and its search path is not known unless the database says one. Immutable.
 */
final class CatalogNames {

    private final Set<Name> tables = new HashSet<>();
    private final Map<String, Integer> schemas = new HashMap<>();

    private final Set<Name> more;
    private final Set<String> others = new HashSet<>();

    CatalogNames(Iterable<Name> names, Set<Name> more) {
        this.more = more;
        more.forEach(other -> others.add(other.name()));
        for (Name name : names) {
            if (tables.add(name)) {
                schemas.merge(name.name(), 1, Integer::sum);
            }
        }
    }

    boolean has(Name table) {
        return tables.contains(table);
    }

    /** Whether more than is known may belong to that table. */
    boolean hasMore(Name table) {
        return more.contains(table);
    }

    /** Whether something that is no plain table may be called so, in whatever schema. */
    boolean mayHave(String name) {
        return others.contains(name);
    }

    /** Whether a schema other than that one has a table of that name. */
    boolean isElsewhere(Name table) {
        return schemas.getOrDefault(table.name(), 0) > (tables.contains(table) ? 1 : 0);
    }
}
