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
 * @param loops the loops in the body
 * @param arms the parts of a conditional body that may not be reached, or be undone
 * @param settings what a routine sets while it runs, by its {@code SET} clauses
 * @param migration that of Entity Framework of which the body is a part, which is run unless the migration has been; empty for none
 */
public record DoBlock(
        Span span,
        List<Statement> body,
        List<Span> dynamic,
        List<Span> texts,
        boolean conditional,
        List<Loop> loops,
        List<Span> arms,
        List<SessionCommand.SetParameter> settings,
        String migration)
        implements Statement {

    /** One that is a part of no such migration. */
    public DoBlock(
            Span span,
            List<Statement> body,
            List<Span> dynamic,
            List<Span> texts,
            boolean conditional,
            List<Loop> loops) {
        this(span, body, dynamic, texts, conditional, loops, List.of(), List.of(), "");
    }

    /** Copies the lists. */
    public DoBlock {
        body = List.copyOf(body);
        dynamic = List.copyOf(dynamic);
        texts = List.copyOf(texts);
        loops = List.copyOf(loops);
        arms = List.copyOf(arms);
        settings = List.copyOf(settings);
    }

    /** The same while those settings hold. */
    public DoBlock under(List<SessionCommand.SetParameter> others) {
        return new DoBlock(span, body, dynamic, texts, conditional, loops, arms, others, migration);
    }

    /**
     * A loop.
     *
     * @param span from what is repeated to behind its end
     * @param commits whether something in it may end the transaction
     * @param few whether the text says that it has few rounds
     */
    public record Loop(Span span, boolean commits, boolean few) {

        private boolean repeats(Statement statement) {
            int at = statement.span().from();
            return !few && span.from() <= at && at < span.to();
        }
    }

    /** Whether a statement of the body may run very many times in one transaction. */
    public boolean repeats(Statement statement) {
        return loops.stream().anyMatch(loop -> !loop.commits() && loop.repeats(statement));
    }

    /** Whether a statement of the body may run very many times, be it in several transactions. */
    public boolean isInLoop(Statement statement) {
        return loops.stream().anyMatch(loop -> loop.repeats(statement));
    }
}
