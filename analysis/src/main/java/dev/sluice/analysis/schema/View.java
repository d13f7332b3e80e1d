package dev.sluice.analysis.schema;

import dev.sluice.analysis.statement.Name;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A view, and the tables and views that its query names. */
public record View(
        Name name,
        boolean materialized,
        Set<Name> uses,
        @Nullable Origin origin) {

    /** Copies the set. */
    public View {
        uses = Set.copyOf(uses);
    }
}
