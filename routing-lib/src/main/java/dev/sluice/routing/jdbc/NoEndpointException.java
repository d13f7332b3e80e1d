package dev.sluice.routing.jdbc;

import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** No endpoint could serve the call. Says which were tried and why each failed; SQLSTATE 08001. */
public final class NoEndpointException extends SQLTransientConnectionException {

    private static final long serialVersionUID = 1L;
    private static final String UNABLE_TO_CONNECT = "08001";

    private final transient List<Attempt> attempts;

    NoEndpointException(String what, List<Attempt> attempts, @Nullable Throwable last) {
        super(what + describe(attempts), UNABLE_TO_CONNECT, last);
        this.attempts = List.copyOf(attempts);
    }

    /** What was tried, in order, and what was not and why; empty after serialization. */
    public List<Attempt> attempts() {
        return attempts == null ? List.of() : attempts;
    }

    private static String describe(List<Attempt> attempts) {
        return attempts.isEmpty()
                ? ""
                : attempts.stream().map(Attempt::toString).collect(Collectors.joining("; ", ": ", ""));
    }
}
