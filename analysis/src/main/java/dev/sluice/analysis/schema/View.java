package dev.sluice.analysis.schema;

import dev.sluice.analysis.statement.Name;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pcollections.PMap;

/**
 * A view.
 *
 * @param uses the tables and views that its query names
 * @param columns the names of its columns, empty ones for those that are not known; null when the columns are not known
 * @param words all names in its query, with {@code *} where that stands for columns; null when they are not known
 */
public record View(
        Name name,
        boolean materialized,
        Set<Name> uses,
        @Nullable Set<String> words,
        @Nullable List<String> columns,
        @Nullable Origin origin) {

    /** Copies the sets. */
    public View {
        uses = Set.copyOf(uses);
        words = words == null ? null : Set.copyOf(words);
        columns = columns == null ? null : List.copyOf(columns);
    }

    /** One of which the columns are not known. */
    public View(Name name, boolean materialized, Set<Name> uses, @Nullable Set<String> words, @Nullable Origin origin) {
        this(name, materialized, uses, words, null, origin);
    }

    /** The same views where their columns may have changed. */
    static PMap<Name, View> withoutColumns(PMap<Name, View> views) {
        PMap<Name, View> changed = views;
        for (View view : views.values()) {
            View unknown = new View(view.name, view.materialized, view.uses, view.words, view.origin);
            changed = view.columns == null ? changed : changed.plus(view.name, unknown);
        }
        return changed;
    }

    /** Whether its query may use a column of that name. */
    public boolean mayName(String column) {
        return words == null || words.contains(column) || words.contains("*");
    }
}
