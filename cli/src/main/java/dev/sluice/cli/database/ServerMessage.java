package dev.sluice.cli.database;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What a server says of a failure, without the rows that its detail may quote. */
public final class ServerMessage {

    private ServerMessage() {}

    /** One line, with the SQLSTATE and a period at the end. */
    public static String of(SQLException failure) {
        String text = text(failure).strip().replaceAll("\\s*\\R\\s*", " ");
        return (text.endsWith(".") ? text.substring(0, text.length() - 1) : text)
                + (failure.getSQLState() == null ? "." : " (SQLSTATE " + failure.getSQLState() + ").");
    }

    /** The same without the SQLSTATE. */
    public static String text(SQLException failure) {
        ServerErrorMessage server = failure instanceof PSQLException known ? known.getServerErrorMessage() : null;
        String message = server == null ? null : server.getMessage();
        return message == null ? orElse(failure.getMessage(), failure.toString()) : message;
    }

    private static String orElse(@Nullable String text, String other) {
        return text == null ? other : text;
    }
}
