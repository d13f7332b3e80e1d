package dev.sluice.routing.connect;

import dev.sluice.routing.health.Failure;
import dev.sluice.routing.health.Reason;
import dev.sluice.routing.topology.Endpoint;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import javax.net.ssl.SSLException;

/** Puts the driver's errors into the words that health verdicts use. */
public final class FailureReading {

    private FailureReading() {}

    /** The failure that an error of this endpoint is. */
    public static Failure of(Endpoint endpoint, SQLException error) {
        return new Failure(reason(error), endpoint.name() + " (" + endpoint.address() + "): " + text(error));
    }

    private static Reason reason(SQLException error) {
        String state = error.getSQLState() == null ? "" : error.getSQLState();
        return switch (state) {
            case "28P01" -> Reason.AuthenticationFailed;
            case "28000" -> Reason.AccessDenied;
            case "42501" -> Reason.AccessDenied;
            case "3D000" -> Reason.DatabaseMissing;
            case "53300" -> Reason.TooManyConnections;
            case "57P01", "57P02", "57P03" -> Reason.NotAccepting;
            default -> state.startsWith("08") ? network(error) : Reason.QueryFailed;
        };
    }

    private static Reason network(SQLException error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownHostException) {
                return Reason.UnknownHost;
            }
            if (cause instanceof SocketTimeoutException) {
                return Reason.Timeout;
            }
            if (cause instanceof NoRouteToHostException) {
                return Reason.HostUnreachable;
            }
            if (cause instanceof ConnectException) {
                return Reason.ConnectionRefused;
            }
            if (cause instanceof SSLException) {
                return Reason.CertificateRejected;
            }
        }
        return Reason.ConnectionLost;
    }

    // pgjdbc's own text says only that something went wrong; its cause says what.
    private static String text(SQLException error) {
        Throwable root = error;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        String message = error.getMessage() == null ? error.getClass().getSimpleName() : error.getMessage();
        String cause = root.getMessage();
        return cause == null || message.contains(cause) ? message : message + " (" + cause + ")";
    }
}
