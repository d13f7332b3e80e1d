package dev.sluice.operator.probe;

import dev.sluice.operator.access.Access;
import dev.sluice.operator.access.Certificates;
import dev.sluice.operator.access.TlsMode;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Renders target and access as the driver's options. */
final class ConnectOptions {

    private ConnectOptions() {}

    static PgConnectOptions of(Target target, Access access, Patience patience) {
        var options = new PgConnectOptions()
                .setHost(target.host())
                .setPort(target.port())
                .setDatabase(target.database())
                .setUser(access.user())
                .setPassword(access.password())
                .addProperty("application_name", "sluice-operator")
                .addProperty("default_transaction_read_only", "on")
                .setCachePreparedStatements(false);
        options.setConnectTimeout(Math.toIntExact(patience.timeout().toMillis()));
        options.setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setIdleTimeout(Math.toIntExact(patience.idleLimit().toMillis()));
        options.setTcpKeepAlive(true);
        return secure(options, access.tls(), patience.timeout());
    }

    private static PgConnectOptions secure(PgConnectOptions options, Access.Tls tls, Duration timeout) {
        options.setSslMode(SslMode.valueOf(tls.mode().name()));
        if (tls.mode() == TlsMode.DISABLE) {
            return options;
        }
        options.setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS).setSslHandshakeTimeout(timeout.toMillis());
        // As in libpq: below verify-ca a certificate is checked only against an authority that is given.
        boolean checks = tls.mode().compareTo(TlsMode.VERIFY_CA) >= 0 || tls.ca() != null;
        options.setTrustAll(!checks);
        options.setHostnameVerificationAlgorithm(tls.mode() == TlsMode.VERIFY_FULL ? "HTTPS" : "");
        if (checks) {
            options.setTrustOptions(Certificates.trusted(tls));
        }
        Certificates.present(tls, options);
        return options;
    }
}
