package dev.sluice.operator.probe;

import dev.sluice.operator.access.Access;
import dev.sluice.operator.access.TlsMode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.TrustOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.TrustManagerFactory;

/** Renders target and access as the driver's options. */
final class ConnectOptions {

    private static final TrustOptions RUNTIME_AUTHORITIES = runtimeAuthorities();

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
        if (tls.ca() != null) {
            options.setPemTrustOptions(new PemTrustOptions().addCertValue(Buffer.buffer(tls.ca())));
        } else if (checks) {
            options.setTrustOptions(RUNTIME_AUTHORITIES);
        }
        if (tls.certificate() != null && tls.privateKey() != null) {
            options.setPemKeyCertOptions(new PemKeyCertOptions()
                    .addCertValue(Buffer.buffer(tls.certificate()))
                    .addKeyValue(Buffer.buffer(tls.privateKey())));
        }
        return options;
    }

    private static TrustOptions runtimeAuthorities() {
        try {
            var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init((KeyStore) null);
            return TrustOptions.wrap(factory.getTrustManagers()[0]);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the Java runtime has no trusted authorities", e);
        }
    }
}
