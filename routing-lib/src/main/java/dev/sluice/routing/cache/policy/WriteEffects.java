package dev.sluice.routing.cache.policy;

import static java.util.Objects.requireNonNull;

import dev.sluice.routing.document.Labelled;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a write makes old beyond the table that its text names.
 *
 * @param unknown what follows from a write of which the tables cannot be known
 * @param catalogKnown whether {@code touches} and {@code rowSecurity} are what the catalog has; without it, what any write
 *     touches cannot be known
 * @param touches by table ({@code schema.table}): what a write to it also changes or shows through, such as tables with
 *     cascading foreign keys, partitions and their parents, views; read from the catalog. {@value #ANYTHING} stands for
 *     everything, such as where a trigger calls what nobody knows
 * @param rowSecurity tables and views whose rows depend on who asks: nothing read from them is cached by itself
 * @param harmlessFunctions names, without a schema, of which every function that has one is IMMUTABLE or STABLE, so that
 *     calling it writes nothing; in lower case
 * @param writingFunctions names, in lower case, of built-in functions that write nothing, of which the database has one of
 *     its own that may write; which of them a call without a schema means depends on its arguments and the search path
 */
public record WriteEffects(
        Unknown unknown,
        boolean catalogKnown,
        Map<String, List<String>> touches,
        Set<String> rowSecurity,
        Set<String> harmlessFunctions,
        Set<String> writingFunctions) {

    /** Stands for everything among what a write touches. */
    public static final String ANYTHING = "*";

    /** Nothing is known of the catalog. */
    public static final WriteEffects NONE_KNOWN =
            new WriteEffects(Unknown.EVERYTHING, false, Map.of(), Set.of(), Set.of(), Set.of());

    public WriteEffects {
        requireNonNull(unknown, "unknown is null");
        Map<String, List<String>> copy = new LinkedHashMap<>();
        touches.forEach((table, others) -> copy.put(table, List.copyOf(others)));
        touches = Map.copyOf(copy);
        rowSecurity = Set.copyOf(rowSecurity);
        harmlessFunctions = Set.copyOf(harmlessFunctions);
        writingFunctions = Set.copyOf(writingFunctions);
    }

    /** Whether a write to tables that its text names makes everything old, since it may touch any others. */
    public boolean eachWriteIsUnknown() {
        return !catalogKnown && unknown == Unknown.EVERYTHING;
    }

    /**
     * The given tables and all that a write to them touches, also at second hand.
     *
     * @param written tables; one without a schema may be in any
     */
    public Set<String> reach(Collection<String> written) {
        Set<String> all = new LinkedHashSet<>(written);
        Deque<String> next = new ArrayDeque<>(new ArrayList<>(written));
        while (!next.isEmpty()) {
            for (String other : touched(next.remove())) {
                if (all.add(other)) {
                    next.add(other);
                }
            }
        }
        return all;
    }

    private List<String> touched(String table) {
        if (table.indexOf('.') >= 0) {
            return touches.getOrDefault(table, List.of());
        }
        String inAnySchema = "." + table;
        return touches.entrySet().stream()
                .filter(entry -> entry.getKey().endsWith(inAnySchema))
                .flatMap(entry -> entry.getValue().stream())
                .toList();
    }

    /** What follows from a write of which the tables cannot be known: a function, a procedure, a block of code. */
    public enum Unknown implements Labelled {
        /** Everything in the cache is old. */
        EVERYTHING("Everything"),
        /** Nothing: whoever writes so says by hand what is old. */
        NOTHING("Nothing");

        private final String label;

        Unknown(String label) {
            this.label = label;
        }

        @Override
        public String label() {
            return label;
        }
    }
}
