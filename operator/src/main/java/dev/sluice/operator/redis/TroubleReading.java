package dev.sluice.operator.redis;

import dev.sluice.operator.access.AccessResult;
import dev.sluice.operator.redis.Trouble.Reason;
import io.vertx.redis.client.Response;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what a person needs from what the client throws: a reason and a remedy. */
final class TroubleReading {

    private static final int MOST_SAID = 200;

    private TroubleReading() {}

    /** Thrown in place of a connection when the Secrets give no access. */
    static final class NoAccess extends RuntimeException {

        private static final long serialVersionUID = 1L;

        NoAccess(AccessResult.Denied denied) {
            super(denied.message(), null, false, false);
        }
    }

    /** Thrown for what is known already. */
    static final class Known extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient Trouble trouble;

        Known(Trouble trouble) {
            super(trouble.message(), null, false, false);
            this.trouble = trouble;
        }

        Known(Reason reason, String message) {
            this(new Trouble(reason, message));
        }
    }

    /** The error as a server sent it, such as {@code NOAUTH Authentication required.}; null when it is none. */
    static @Nullable String said(Throwable error) {
        String text = error.getMessage();
        boolean sent = error instanceof Response
                && text != null
                && !text.startsWith("CONNECTION_CLOSED")
                && !text.startsWith("ILLEGAL_STATE");
        return sent ? text : null;
    }

    static boolean isRefusedRight(Throwable error) {
        String said = said(error);
        return said != null && said.startsWith("NOPERM");
    }

    static Trouble of(String server, Throwable error) {
        if (error instanceof Known known) {
            return known.trouble;
        }
        if (error instanceof NoAccess) {
            return new Trouble(Reason.CredentialsMissing, message(error));
        }
        String said = said(error);
        if (said != null) {
            return answered(server, said);
        }
        for (Throwable cause : causes(error)) {
            Trouble trouble = network(server, cause);
            if (trouble != null) {
                return trouble;
            }
        }
        return new Trouble(
                Reason.ConnectionLost,
                server
                        + " closed the connection without an answer: it is no Redis, or it wants TLS (spec.redis.tls),"
                        + " or it has just ended.");
    }

    private static Trouble answered(String server, String said) {
        String cut = said.length() <= MOST_SAID ? said : said.substring(0, MOST_SAID) + "…";
        String quoted = server + " answered: " + cut + (cut.endsWith(".") ? "" : ".");
        if (said.startsWith("NOAUTH")) {
            return new Trouble(
                    Reason.AuthenticationRequired,
                    quoted + " Name a Secret with the password in spec.redis.credentials.");
        }
        if (said.startsWith("WRONGPASS") || said.contains("invalid password")) {
            return new Trouble(
                    Reason.AuthenticationFailed,
                    quoted + " Correct user and password in the Secret; it is read anew at each attempt.");
        }
        if (said.contains("no password is set") || said.contains("without any password configured")) {
            return new Trouble(
                    Reason.AuthenticationFailed,
                    quoted + " It wants no password: remove spec.redis.credentials, or give Redis a password.");
        }
        if (said.startsWith("NOPERM")) {
            return new Trouble(
                    Reason.AccessDenied,
                    quoted + " Allow the user the commands that docs/querycachepolicy.md lists (ACL SETUSER).");
        }
        if (said.startsWith("DENIED")) {
            return new Trouble(
                    Reason.AccessDenied,
                    quoted + " It is in protected mode: give it a password, or let it listen for this network.");
        }
        if (said.startsWith("LOADING") || said.startsWith("MASTERDOWN") || said.startsWith("BUSY")) {
            return new Trouble(Reason.Loading, quoted + " It is tried again.");
        }
        if (said.startsWith("CLUSTERDOWN") || said.startsWith("MOVED") || said.startsWith("TRYAGAIN")) {
            return new Trouble(
                    Reason.ClusterDown,
                    quoted
                            + (said.startsWith("MOVED")
                                    ? " It is part of a Redis Cluster: choose spec.redis.mode Cluster."
                                    : " It is tried again."));
        }
        return new Trouble(Reason.Refused, quoted);
    }

    private static @Nullable Trouble network(String server, Throwable cause) {
        String text = message(cause).toLowerCase(Locale.ROOT);
        if (text.contains("unknown resp type") || text.startsWith("illegal_state")) {
            return new Trouble(
                    Reason.NotRedis,
                    server + " accepts connections but does not speak Redis' protocol. Correct host and port.");
        }
        if (cause instanceof UnknownHostException || text.contains("failed to resolve")) {
            return new Trouble(
                    Reason.UnknownHost,
                    "The name in " + server + " has no address. Correct spec.redis.nodes, or the DNS of the cluster.");
        }
        if (text.contains("connection refused")) {
            return new Trouble(
                    Reason.ConnectionRefused,
                    server + " refuses connections: no server listens there, or a firewall rejects.");
        }
        if (text.contains("unreachable") || text.contains("no route to host")) {
            return new Trouble(Reason.HostUnreachable, "The network has no way to " + server + ".");
        }
        if (text.contains("timed out") || text.contains("timeout")) {
            return new Trouble(Reason.Timeout, server + " did not answer in time.");
        }
        boolean tls = cause instanceof javax.net.ssl.SSLException
                || cause instanceof java.security.cert.CertificateException
                || text.contains("ssl handshake");
        return tls
                ? new Trouble(
                        Reason.CertificateRejected,
                        "TLS with " + server + " failed: " + message(cause) + ". Check that it listens for TLS on that"
                                + " port, that spec.redis.tls.caSecret holds the authority of its certificate, that the"
                                + " certificate names the host, and that it accepts the client's.")
                : null;
    }

    private static List<Throwable> causes(Throwable error) {
        return Stream.<Throwable>iterate(error, e -> e != null, Throwable::getCause)
                .limit(16)
                .toList();
    }

    private static String message(Throwable error) {
        String text = error.getMessage();
        return text == null ? error.getClass().getSimpleName() : text;
    }
}
