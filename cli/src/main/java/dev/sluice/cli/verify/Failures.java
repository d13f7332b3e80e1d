package dev.sluice.cli.verify;

import dev.sluice.analysis.report.Verification;
import dev.sluice.cli.database.ServerMessage;
import java.sql.SQLException;
import java.util.Map;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Says of a failure where it is, and what would help. */
final class Failures {

    private static final Map<String, String> ADVICE = Map.of(
            "42501", "; the login may not do that: take the owner of the database, or a superuser where only that may",
            "57014", "; --verify-statement-timeout says how long a statement may run",
            "55P03", "; --verify-lock-timeout says how long it may wait");

    private Failures() {}

    static Verification.Failure of(Script script, Piece piece, SQLException failure) {
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        String message = ServerMessage.text(failure).strip().replaceAll("\\s*\\R\\s*", " ");
        return new Verification.Failure(
                script.location(offset(piece, failure), piece.span().to()),
                state,
                message + ADVICE.getOrDefault(state, ""));
    }

    /** The server counts characters from 1, and 0 where it knows no place. */
    private static int offset(Piece piece, SQLException failure) {
        ServerErrorMessage server = failure instanceof PSQLException known ? known.getServerErrorMessage() : null;
        int position = server == null ? 0 : server.getPosition();
        String sql = piece.sql();
        boolean inside = position >= 1 && position <= sql.codePointCount(0, sql.length());
        return piece.span().from() + (inside ? sql.offsetByCodePoints(0, position - 1) : 0);
    }
}
