package dev.sluice.analysis.statement;

import java.util.List;

/**
 * A statement with changes of rows in its {@code WITH}, which all happen, whatever the rest of it reads.
 *
 * @param changes those in the {@code WITH}, in the order of the text, and at the end the statement's own one
 */
public record WithChanges(Span span, List<Statement> changes) implements Statement {

    /** Copies the list. */
    public WithChanges {
        changes = List.copyOf(changes);
    }
}
