package dev.sluice.analysis.statement;

import dev.sluice.sql.script.TransactionCommand;
import org.jspecify.annotations.Nullable;

/** What changes the session or its transaction. */
public sealed interface SessionCommand extends Statement {

    /**
     * {@code SET}, {@code RESET} and {@code set_config}.
     *
     * @param local whether it ends with the transaction
     * @param parameter in lower case; {@code all} for {@code RESET ALL}
     * @param value without quotes; null for the default
     * @param certain false where it is set for rows of which nobody knows whether there are any
     */
    record SetParameter(
            Span span,
            boolean local,
            String parameter,
            @Nullable String value,
            boolean certain) implements SessionCommand {}

    /**
     * {@code PREPARE}, which only remembers a statement.
     *
     * @param statement what {@link Execute} runs
     */
    record Prepare(Span span, String name, Statement statement) implements SessionCommand {}

    /** {@code EXECUTE}, which runs what was prepared under that name. */
    record Execute(Span span, String name) implements SessionCommand {}

    /**
     * {@code BEGIN}, {@code COMMIT} and the others.
     *
     * @param savepoint the last name in it; empty where there is none
     */
    record Transaction(Span span, TransactionCommand command, String savepoint) implements SessionCommand {}
}
