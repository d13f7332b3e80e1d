package dev.sluice.analysis.statement;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What reads: {@code SELECT}, {@code VALUES}, {@code TABLE}, {@code COPY … TO}, {@code FETCH}, {@code CALL}.
 *
 * @param functions the names that it calls, in lower case
 * @param reads the tables and views that it names; names of common table expressions may be among them
 * @param hidden whether it runs what does not stand here: a procedure, or the query of a cursor
 * @param lookup how it finds its rows, for a query on one table alone; null for all others
 * @param rows how many it gives; {@code MANY} where nobody keeps them
 */
public record Query(
        Span span,
        Set<String> functions,
        Set<Name> reads,
        boolean hidden,
        @Nullable Lookup lookup,
        Rows rows) implements Statement {

    /** How many rows a query gives, as far as its words tell. */
    public enum Rows {
        /** None, and it reads nothing for that. */
        NONE,
        /** A few, whatever it reads. */
        FEW,
        /** As many as there are in what it reads, or as the join of that has. */
        AS_READ,
        /** Any number. */
        MANY
    }

    /** One whose rows nobody keeps. */
    public Query(Span span, Set<String> functions, Set<Name> reads, boolean hidden, @Nullable Lookup lookup) {
        this(span, functions, reads, hidden, lookup, Rows.MANY);
    }

    /** The same where its rows are kept. */
    public Query giving(Rows others) {
        return new Query(span, functions, reads, hidden, lookup, others);
    }

    /** Copies the sets. */
    public Query {
        functions = Set.copyOf(functions);
        reads = Set.copyOf(reads);
    }

    /**
     * How a query finds the rows of its only table.
     *
     * @param equal the columns that its condition compares with one value each
     * @param limited whether it takes the first few rows, has no condition, and calls nothing
     * @param order the columns that say which those are; empty for any
     */
    public record Lookup(Set<String> equal, boolean limited, List<String> order) {
        /** Copies what it is given. */
        public Lookup {
            equal = Set.copyOf(equal);
            order = List.copyOf(order);
        }
    }
}
