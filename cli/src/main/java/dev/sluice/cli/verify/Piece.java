package dev.sluice.cli.verify;

import dev.sluice.analysis.statement.Span;
import dev.sluice.sql.script.TransactionCommand;
import org.jspecify.annotations.Nullable;

/**
 * A statement of a script as it is sent to the server.
 *
 * @param span where it stands in its file
 * @param command what it does to the transaction
 * @param setting whether it sets or shows something of the session only
 * @param data the lines that COPY reads behind it; null for none
 */
record Piece(
        Span span,
        String sql,
        TransactionCommand command,
        boolean setting,
        @Nullable String data) {

    Piece with(String lines) {
        return new Piece(span, sql, command, setting, lines);
    }
}
