package dev.sluice.routing.connect;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an error means for the endpoint that it came from, and for trying again. */
public enum FailureKind {
    /** The endpoint can't be used: the connection broke, or the server shuts down, starts or has no room. */
    ENDPOINT,
    /** The server said nothing for as long as the socket timeout allows; it may hang, or the statement may be slow. */
    SILENCE,
    /** Only this connection ended, by a limit of the server. */
    SESSION,
    /** A standby cancelled the statement for the sake of replay; another endpoint may answer it. */
    CONFLICT,
    /** The transaction can't write: the server is no primary, or the application asked for read-only. */
    READ_ONLY,
    /** The statement's own fault, or the caller's. */
    STATEMENT;

    private static final Set<String> SHUTTING_DOWN = Set.of("57P01", "57P02", "57P03", "53300");
    private static final Set<String> SESSION_LIMITS = Set.of("57P05", "25P03", "25P04");
    private static final Set<String> CONFLICTS = Set.of("40001", "40P01");
    private static final String READ_ONLY_TRANSACTION = "25006";
    private static final int DEPTH = 16;

    /** Reads an error, with all that caused it. */
    public static FailureKind of(Throwable error) {
        SQLException sql = sqlException(error);
        if (sql == null) {
            return STATEMENT;
        }
        String state = sql.getSQLState() == null ? "" : sql.getSQLState();
        if (state.startsWith("08")) {
            return find(sql, SocketTimeoutException.class) != null ? SILENCE : ENDPOINT;
        }
        if (SHUTTING_DOWN.contains(state)) {
            return ENDPOINT;
        }
        if (SESSION_LIMITS.contains(state)) {
            return SESSION;
        }
        if (CONFLICTS.contains(state)) {
            return CONFLICT;
        }
        if (READ_ONLY_TRANSACTION.equals(state)) {
            return READ_ONLY;
        }
        return find(sql, IOException.class) != null ? ENDPOINT : STATEMENT;
    }

    /** Whether the session that the error came from is gone. */
    public boolean endsSession() {
        return this == ENDPOINT || this == SILENCE || this == SESSION;
    }

    /** Whether a read that failed with this is worth trying at another endpoint. */
    public boolean movesReads() {
        return this == ENDPOINT || this == SESSION || this == CONFLICT;
    }

    /** The first database error among an error and its causes; frameworks wrap it. Null when there is none. */
    public static @Nullable SQLException sqlException(Throwable error) {
        return find(error, SQLException.class);
    }

    private static <T extends Throwable> @Nullable T find(Throwable error, Class<T> type) {
        Throwable cause = error;
        for (int depth = 0; cause != null && depth < DEPTH; depth++) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
            cause = cause.getCause();
        }
        return null;
    }
}
