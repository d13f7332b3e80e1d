package dev.sluice.analysis.statement;

import java.util.List;

/**
 * {@code DO}, which runs its body at once and in the transaction that it stands in.
 *
 * @param body the statements that the body has, in the order of the text, whether or not they are reached; those that it runs
 *     by {@code EXECUTE} of a constant too
 * @param dynamic where the body runs SQL that it makes itself, so that nobody can read it here
 * @param texts what was read as code: the body between its quotes, and the constants that it runs
 * @param conditional whether some of them may not be reached, or may be undone by an exception
 */
public record DoBlock(Span span, List<Statement> body, List<Span> dynamic, List<Span> texts, boolean conditional)
        implements Statement {

    /** Copies the lists. */
    public DoBlock {
        body = List.copyOf(body);
        dynamic = List.copyOf(dynamic);
        texts = List.copyOf(texts);
    }
}
