package dev.sluice.analysis.schema;

import dev.sluice.analysis.statement.Name;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A view.
 *
 * @param uses the tables and views that its query names
 * @param words all names in its query, with {@code *} where that stands for columns; null when they are not known
 */
public record View(
        Name name,
        boolean materialized,
        Set<Name> uses,
        @Nullable Set<String> words,
        @Nullable Origin origin) {

    /** Copies the sets. */
    public View {
        uses = Set.copyOf(uses);
        words = words == null ? null : Set.copyOf(words);
    }

    /** Whether its query may use a column of that name. */
    public boolean mayName(String column) {
        return words == null || words.contains(column) || words.contains("*");
    }
}
