package dev.sluice.analysis.statement;

import java.util.Set;

/**
 * {@code SELECT}, {@code VALUES}, {@code TABLE}, {@code CALL}.
 *
 * @param functions the names that it calls, in lower case
 */
public record Query(Span span, Set<String> functions) implements Statement {

    /** Copies the set. */
    public Query {
        functions = Set.copyOf(functions);
    }
}
