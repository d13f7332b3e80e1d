package dev.sluice.analysis.schema;

import dev.sluice.analysis.statement.Name;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The names of all tables that a live database has. Which schema a name without one means is for the session that runs
 * the migrations to say, and its search path is not known. Immutable.
 */
final class CatalogNames {

    private final Set<Name> tables = new HashSet<>();
    private final Map<String, Integer> schemas = new HashMap<>();

    CatalogNames(Iterable<Name> names) {
        for (Name name : names) {
            if (tables.add(name)) {
                schemas.merge(name.name(), 1, Integer::sum);
            }
        }
    }

    /** Whether a schema other than that one has a table of that name. */
    boolean isElsewhere(Name table) {
        return schemas.getOrDefault(table.name(), 0) > (tables.contains(table) ? 1 : 0);
    }
}
