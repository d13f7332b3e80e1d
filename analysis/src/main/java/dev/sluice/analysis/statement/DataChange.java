package dev.sluice.analysis.statement;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What writes rows. */
public sealed interface DataChange extends Statement {

    /** The table that is written. */
    Name table();

    /**
     * Which rows are meant.
     *
     * @param equal the columns that are compared in a conjunction with one value, with a few constants, or with the rows of a
     *     query that a LIMIT or FETCH bounds, by {@code =} or {@code IN}
     * @param limited whether a range or a batch of {@code ctid}, {@code CURRENT OF}, or the LIMIT of the rows that are
     *     inserted bounds them
     */
    record Filter(Span span, Set<String> equal, boolean limited) {
        /** Copies the set. */
        public Filter {
            equal = Set.copyOf(equal);
        }
    }

    /** {@code UPDATE}; the filter is null when every row is meant. */
    record Update(Span span, Name table, @Nullable Filter filter) implements DataChange {}

    /** {@code DELETE}; the filter is null when every row is meant. */
    record Delete(Span span, Name table, @Nullable Filter filter) implements DataChange {}

    /**
     * {@code INSERT}.
     *
     * @param fromQuery whether the rows come from a query on a table
     * @param counted whether the rows stand in the statement; else a query, be it on no table, makes any number of them
     * @param filter the query's; null when it has none
     */
    record Insert(
            Span span,
            Name table,
            boolean fromQuery,
            boolean counted,
            @Nullable Filter filter) implements DataChange {}

    /**
     * {@code MERGE}.
     *
     * @param updates whether it updates rows
     * @param deletes whether it deletes rows
     * @param filter the columns that its condition compares with few rows; without one when there may be many
     */
    record Merge(Span span, Name table, boolean updates, boolean deletes, Filter filter) implements DataChange {}

    /** {@code COPY … FROM}. */
    record CopyFrom(Span span, Name table) implements DataChange {}
}
