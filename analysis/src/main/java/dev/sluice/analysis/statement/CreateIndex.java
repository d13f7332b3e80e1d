package dev.sluice.analysis.statement;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code CREATE INDEX}.
 *
 * @param clause {@code CREATE … INDEX} alone, without what is indexed
 * @param name null where the server makes one
 * @param nullsNotDistinct whether, if it is unique, it takes one null for the same as another
 * @param only whether partitions are left out
 * @param keys what it is on, in order
 * @param include the columns that it carries along
 * @param where null when it is not partial
 */
public record CreateIndex(
        Span span,
        Span clause,
        @Nullable String name,
        Name table,
        boolean unique,
        boolean nullsNotDistinct,
        boolean concurrently,
        boolean ifNotExists,
        boolean only,
        String method,
        List<Key> keys,
        List<String> include,
        @Nullable Expression where)
        implements Statement {

    /** Copies the lists. */
    public CreateIndex {
        keys = List.copyOf(keys);
        include = List.copyOf(include);
    }

    /**
     * One thing that an index is on.
     *
     * @param text as SQL
     * @param column whether it is a column and {@code text} its name as the server keeps it; else it is an expression
     * @param operators the operator class that is named, without its schema; empty for the one of the type
     * @param reordered whether it is sorted downwards, or with nulls first
     */
    public record Key(String text, boolean column, String operators, boolean reordered) {}
}
