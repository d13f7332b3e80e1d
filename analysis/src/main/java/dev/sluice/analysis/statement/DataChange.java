package dev.sluice.analysis.statement;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What writes rows. */
public sealed interface DataChange extends Statement {

    /** The table that is written. */
    Name table();

    /**
     * Which rows are meant.
     *
     * @param span the condition with its WHERE; of what has none the whole
     * @param branches what bounds the rows in each branch of the condition's OR: of a branch with an empty list nothing is
     *     known, and no branch at all leaves no row
     * @param limited whether {@code CURRENT OF}, or the LIMIT of the rows that are inserted, bounds them
     */
    record Filter(Span span, List<List<KeyValues>> branches, boolean limited) {
        /** More rows than that are no batch. */
        private static final long MOST_ROWS = 100_000;

        /** Copies the lists. */
        public Filter {
            branches = branches.stream().map(List::copyOf).toList();
        }

        /** One of which nothing is known. */
        public static Filter unknown(Span span) {
            return new Filter(span, List.of(List.of()), false);
        }

        /**
         * Whether it leaves few rows in a table.
         *
         * @param keys each the columns of one key
         * @param holds whether what is said of values is so in this schema
         */
        public boolean isFew(Collection<? extends Collection<String>> keys, Predicate<KeyValues> holds) {
            long rows = 0;
            for (List<KeyValues> branch : limited ? List.<List<KeyValues>>of() : branches) {
                long least = Long.MAX_VALUE;
                for (Collection<String> key : keys) {
                    least = Math.min(least, most(branch, key, holds));
                }
                rows = least > MOST_ROWS ? Long.MAX_VALUE : Math.min(rows + least, MOST_ROWS + 1);
                if (rows > MOST_ROWS) {
                    return false;
                }
            }
            return true;
        }

        /** How many rows a branch leaves if those columns are a key. */
        private static long most(List<KeyValues> branch, Collection<String> key, Predicate<KeyValues> holds) {
            Set<String> open = new HashSet<>(key);
            long most = 1;
            List<KeyValues> fewestFirst = branch.stream()
                    .sorted(Comparator.comparingLong(KeyValues::most))
                    .toList();
            for (KeyValues values : fewestFirst) {
                if (holds.test(values) && open.removeAll(values.columns())) {
                    most = values.most() > MOST_ROWS || most > MOST_ROWS ? Long.MAX_VALUE : most * values.most();
                }
            }
            return open.isEmpty() && !key.isEmpty() ? most : Long.MAX_VALUE;
        }
    }

    /**
     * How UPDATE and DELETE say what they change.
     *
     * @param head what stands before the condition, or before RETURNING
     * @param relation the table with ONLY and the name that it is given
     * @param called what the statement calls the table
     * @param sources what it is joined with; null when it is not
     * @param reads what it reads beside the rows that it changes
     */
    record Target(
            Span head,
            Span relation,
            String called,
            @Nullable Span sources,
            Reads reads) {}

    /**
     * What the values and conditions of a change depend on, beside the row that they are about.
     *
     * @param tables what it reads; names of common table expressions may be among them
     * @param functions the names that it calls, in lower case
     * @param chosen whether it reads some of the rows only, which may be others each time: a LIMIT, a sample
     * @param made whether it reads very many rows, for all that is known, that functions make
     */
    record Reads(Set<Name> tables, Set<String> functions, boolean chosen, boolean made) {
        /** Copies the sets. */
        public Reads {
            tables = Set.copyOf(tables);
            functions = Set.copyOf(functions);
        }
    }

    /**
     * {@code UPDATE}.
     *
     * @param filter null when every row is meant
     */
    record Update(Span span, Name table, @Nullable Filter filter, Target target) implements DataChange {}

    /**
     * {@code DELETE}.
     *
     * @param filter null when every row is meant
     */
    record Delete(Span span, Name table, @Nullable Filter filter, Target target) implements DataChange {}

    /**
     * {@code INSERT}.
     *
     * @param fromQuery whether the rows come from a query on a table, or on a function that may make very many
     * @param counted whether the rows stand in the statement; else a query, be it on no table, makes any number of them
     * @param filter the query's; null when it has none
     * @param copied null when the query does more than to go through one table
     * @param columns those that are named; null where none is, which means all
     * @param query the one from which rows come; null where they come from no table and no such function
     */
    record Insert(
            Span span,
            Name table,
            boolean fromQuery,
            boolean counted,
            @Nullable Filter filter,
            @Nullable Copied copied,
            @Nullable List<String> columns,
            @Nullable Query query)
            implements DataChange {}

    /**
     * What a query without a condition goes through row by row.
     *
     * @param end behind it, where a condition could stand
     * @param reads what the statement reads, that table among it
     */
    record Copied(Name table, int end, Reads reads) {}

    /**
     * {@code MERGE}.
     *
     * @param updates whether it updates rows
     * @param deletes whether it deletes rows
     * @param filter what its condition says of the rows that are there
     * @param inserted what it inserts rows from; null where it inserts none
     */
    record Merge(
            Span span,
            Name table,
            boolean updates,
            boolean deletes,
            Filter filter,
            @Nullable Query inserted) implements DataChange {}

    /**
     * {@code COPY … FROM}.
     *
     * @param columns those that are named; null where none is, which means all
     */
    record CopyFrom(Span span, Name table, @Nullable List<String> columns) implements DataChange {}
}
