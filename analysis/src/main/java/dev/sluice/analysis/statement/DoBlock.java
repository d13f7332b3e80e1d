package dev.sluice.analysis.statement;

import java.util.List;

/**
 * {@code DO}, which runs its body at once and in the transaction that it stands in.
 *
 * @param body the statements that the body has, in the order of the text, whether or not they are reached
 * @param dynamic where the body runs SQL that it makes itself, so that nobody can read it here
 * @param conditional whether some of them may not be reached, or may be undone by an exception
 */
public record DoBlock(Span span, List<Statement> body, List<Span> dynamic, boolean conditional) implements Statement {

    /** Copies the lists. */
    public DoBlock {
        body = List.copyOf(body);
        dynamic = List.copyOf(dynamic);
    }
}
