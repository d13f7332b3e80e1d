package dev.sluice.operator.access;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.TrustOptions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.TrustManagerFactory;

/** The certificates of an access as options of Vert.x's clients. */
public final class Certificates {

    private Certificates() {}

    /** Whom a server is believed: the authorities that are given, else those of the Java runtime. */
    public static TrustOptions trusted(Access.Tls tls) {
        return tls.ca() == null
                ? RuntimeAuthorities.TRUST
                : new PemTrustOptions().addCertValue(Buffer.buffer(tls.ca()));
    }

    /** Shows the client's certificate, where there is one. */
    public static void present(Access.Tls tls, NetClientOptions options) {
        if (tls.certificate() != null && tls.privateKey() != null) {
            options.setKeyCertOptions(new PemKeyCertOptions()
                    .addCertValue(Buffer.buffer(tls.certificate()))
                    .addKeyValue(Buffer.buffer(tls.privateKey())));
        }
    }

    /** Read from the runtime's files, and only when it is needed. */
    private static final class RuntimeAuthorities {

        private static final TrustOptions TRUST = read();

        private static TrustOptions read() {
            try {
                var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
                factory.init((KeyStore) null);
                return TrustOptions.wrap(factory.getTrustManagers()[0]);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("the Java runtime has no trusted authorities", e);
            }
        }
    }
}
