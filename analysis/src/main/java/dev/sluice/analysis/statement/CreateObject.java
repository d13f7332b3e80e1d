package dev.sluice.analysis.statement;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code CREATE} of anything that has no record of its own.
 *
 * @param on the table of a trigger, rule or policy, or the one of which a foreign table becomes a part; null for all others
 * @param uses the tables and views that a view's query names; empty for all others
 * @param words all names in a view's query, and {@code *} where that stands for columns; empty for all others
 * @param columns those of a view; null where they are not known, and for all others
 * @param replace whether it is {@code OR REPLACE}
 * @param ifNotExists whether it may do nothing since the object is there
 */
public record CreateObject(
        Span span,
        ObjectKind kind,
        Name name,
        @Nullable Name on,
        Set<Name> uses,
        Set<String> words,
        @Nullable List<ViewColumn> columns,
        boolean replace,
        boolean ifNotExists)
        implements Statement {

    /** Copies the sets. */
    public CreateObject {
        uses = Set.copyOf(uses);
        words = Set.copyOf(words);
        columns = columns == null ? null : List.copyOf(columns);
    }

    /** Whether it makes a table of another server. */
    public boolean isForeignTable() {
        return kind == ObjectKind.FOREIGN_TABLE;
    }
}
