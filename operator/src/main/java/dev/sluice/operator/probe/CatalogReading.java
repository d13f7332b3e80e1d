package dev.sluice.operator.probe;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** The outcome of reading a database's catalog for what a write touches. */
public sealed interface CatalogReading {

    /**
     * It was read.
     *
     * @param touches by table, as schema.table: what a write to it also changes or shows through, each sorted
     * @param unknowable tables whose writes have effects that no catalog tells, since a trigger or a rule acts on them
     * @param rowSecurity tables and views whose rows depend on who asks
     * @param harmlessFunctions names of which every function that has one is IMMUTABLE or STABLE, in any schema
     * @param writingFunctions names of built-in functions that write nothing, of which the database has one that may write
     */
    record Read(
            Map<String, List<String>> touches,
            Set<String> unknowable,
            Set<String> rowSecurity,
            Set<String> harmlessFunctions,
            Set<String> writingFunctions)
            implements CatalogReading {

        public Read {
            touches = Map.copyOf(touches);
            unknowable = Set.copyOf(unknowable);
            rowSecurity = Set.copyOf(rowSecurity);
            harmlessFunctions = Set.copyOf(harmlessFunctions);
            writingFunctions = Set.copyOf(writingFunctions);
        }
    }

    /**
     * It was not.
     *
     * @param reason in one word
     * @param message what happened and what to do about it
     */
    record Unread(String reason, String message) implements CatalogReading {

        /** The reason when there is more in the catalog than can be published. */
        public static final String TOO_LARGE = "CatalogTooLarge";

        /** Whether what was read before is still the best that is known. */
        public boolean mayPass() {
            return !reason.equals(TOO_LARGE);
        }
    }
}
