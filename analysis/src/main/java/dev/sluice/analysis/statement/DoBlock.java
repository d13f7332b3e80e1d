package dev.sluice.analysis.statement;

import java.util.List;

/**
 * {@code DO}, which runs its body at once and in the transaction that it stands in.
 *
 * @param body the statements that the body has, in the order of the text, whether or not they are reached
 * @param dynamic where the body runs SQL that it makes itself, so that nobody can read it here
 */
public record DoBlock(Span span, List<Statement> body, List<Span> dynamic) implements Statement {

    /** Copies the lists. */
    public DoBlock {
        body = List.copyOf(body);
        dynamic = List.copyOf(dynamic);
    }
}
