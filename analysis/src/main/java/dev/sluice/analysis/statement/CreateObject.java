package dev.sluice.analysis.statement;

import dev.sluice.sql.classify.Volatility;
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
 * @param declared what is said of a function; null for all others
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
        boolean ifNotExists,
        @Nullable Declared declared)
        implements Statement {

    /**
     * What the server goes by when it calls a function.
     *
     * @param parameters as they are written, but for spaces
     * @param volatility null where it cannot be told, as of one in SQL that the server replaces by what it calculates
     */
    public record Declared(String parameters, @Nullable Volatility volatility) {}

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
