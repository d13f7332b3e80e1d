package dev.sluice.operator.probe;

import dev.sluice.operator.access.AccessResult;
import dev.sluice.routing.health.Failure;
import dev.sluice.routing.health.Reason;
import io.vertx.pgclient.PgException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what a person needs from what the driver throws: a reason and a remedy. */
final class FailureReading {

    private FailureReading() {}

    /** Thrown in place of a connection when the Secrets give no access. */
    static final class NoAccess extends RuntimeException {
        NoAccess(AccessResult.Denied denied) {
            super(denied.message(), null, false, false);
        }
    }

    /**
     * What an error means.
     *
     * @param connected whether the session was established before
     * @param user the user that was sent, which is struck from what the server answers: where the keys of the Secret are
     *     swapped, it is the password
     */
    static Failure of(Target target, Throwable error, boolean connected, @Nullable String user) {
        if (error instanceof PgException answer) {
            return answered(target, answer, user);
        }
        if (error instanceof NoAccess) {
            return new Failure(Reason.CredentialsMissing, message(error));
        }
        for (Throwable cause : causes(error)) {
            Failure failure = network(target, cause);
            if (failure != null) {
                return failure;
            }
        }
        return closed(target, error, connected);
    }

    static Failure notPostgres(Target target) {
        return new Failure(
                Reason.NotPostgreSQL,
                target + " accepts connections but does not speak PostgreSQL's protocol. Correct host and port.");
    }

    private static Failure answered(Target target, PgException answer, @Nullable String user) {
        String state = answer.getSqlState() == null ? "" : answer.getSqlState();
        String said = target + " answered " + state + ": " + withoutUser(answer, state, user) + ".";
        return switch (state) {
            case "28P01" ->
                new Failure(
                        Reason.AuthenticationFailed,
                        said + " Correct user and password in the Secret; it is read anew at each attempt.");
            case "28000" ->
                new Failure(
                        Reason.AccessDenied,
                        said + " Allow the user in pg_hba.conf, and check that the role exists and may log in.");
            case "42501" -> new Failure(Reason.AccessDenied, said + " Grant the user CONNECT on the database.");
            case "3D000" ->
                new Failure(Reason.DatabaseMissing, said + " Create the database or correct spec.database.");
            case "53300" ->
                new Failure(
                        Reason.TooManyConnections,
                        said + " Raise max_connections, or keep connections free for the probe's user.");
            case "57P01", "57P02", "57P03" -> new Failure(Reason.NotAccepting, said + " It is tried again.");
            default -> new Failure(Reason.QueryFailed, said);
        };
    }

    // These two name the database or an object, which may be called like the user.
    private static @Nullable String withoutUser(PgException answer, String state, @Nullable String user) {
        String text = answer.getErrorMessage();
        boolean namesNoUser = state.equals("3D000") || state.equals("42501");
        return text == null || user == null || user.isEmpty() || namesNoUser
                ? text
                : text.replaceAll("(?<![\\p{Alnum}_])" + Pattern.quote(user) + "(?![\\p{Alnum}_])", "***");
    }

    private static @Nullable Failure network(Target target, Throwable cause) {
        String text = message(cause).toLowerCase(Locale.ROOT);
        if (cause instanceof UnknownHostException || text.contains("failed to resolve")) {
            return new Failure(
                    Reason.UnknownHost,
                    "The name " + target.host() + " has no address. Correct the host, or the DNS of the cluster.");
        }
        if (text.contains("connection refused")) {
            return new Failure(
                    Reason.ConnectionRefused,
                    target + " refuses connections: no server listens there, or a firewall rejects.");
        }
        if (text.contains("unreachable") || text.contains("no route to host")) {
            return new Failure(Reason.HostUnreachable, "The network has no way to " + target + ".");
        }
        if (text.contains("connection timed out") || text.contains("connect timed out")) {
            return new Failure(Reason.Timeout, target + " did not accept a connection in time.");
        }
        if (text.contains("does not handle ssl") || text.contains("ssl connection is not supported")) {
            return new Failure(
                    Reason.TlsNotOffered,
                    target + " does not offer TLS, which spec.tls.mode requires. Enable ssl on the server; only where"
                            + " the network is trusted, choose the mode prefer or disable.");
        }
        return certificate(target, cause);
    }

    private static @Nullable Failure certificate(Target target, Throwable cause) {
        boolean tls = cause instanceof javax.net.ssl.SSLException
                || cause instanceof java.security.cert.CertificateException
                || message(cause).toLowerCase(Locale.ROOT).contains("ssl handshake failed");
        return tls
                ? new Failure(
                        Reason.CertificateRejected,
                        "TLS with " + target + " failed: " + message(cause) + ". Check that spec.tls.caSecret holds"
                                + " the authority of the server's"
                                + " certificate, that the certificate"
                                + " names the host, and that the server"
                                + " accepts the client's.")
                : null;
    }

    private static Failure closed(Target target, Throwable error, boolean connected) {
        boolean lost = error instanceof ConnectException
                || message(error).toLowerCase(Locale.ROOT).contains("closed");
        if (lost || connected) {
            return new Failure(Reason.ConnectionLost, target + " closed the connection: " + message(error) + ".");
        }
        return new Failure(Reason.ConnectionLost, "No session with " + target + ": " + message(error) + ".");
    }

    private static Iterable<Throwable> causes(Throwable error) {
        return Stream.<Throwable>iterate(error, e -> e != null, Throwable::getCause)
                .limit(16)
                .toList();
    }

    private static String message(Throwable error) {
        String text = error.getMessage();
        return text == null ? error.getClass().getSimpleName() : text;
    }
}
