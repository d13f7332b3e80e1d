package dev.sluice.routing.tls;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * TLS of all connections. Files are PEM and are read at each new connection.
 *
 * @param mode how much is asked for
 * @param authority certificates that the server's must come from; null for {@code ~/.postgresql/root.crt}
 * @param certificate the client's certificate and its chain, null for none
 * @param key the client's private key, unencrypted PKCS#8, PKCS#1 or SEC1; null for none
 */
public record TlsOptions(
        TlsMode mode,
        @Nullable Path authority,
        @Nullable Path certificate,
        @Nullable Path key) {

    /** What pgjdbc does when nothing is said: TLS if the server offers it, nothing checked. */
    public static final TlsOptions DEFAULT = new TlsOptions(TlsMode.PREFER, null, null, null);

    public TlsOptions {
        if ((certificate == null) != (key == null)) {
            throw new IllegalArgumentException("a client certificate needs both its certificate and its key file");
        }
    }

    /** TLS that is always used, with a server that is checked against these authorities and by its name. */
    public static TlsOptions verifyFull(Path authority) {
        return new TlsOptions(TlsMode.VERIFY_FULL, authority, null, null);
    }

    /** The same with a client certificate. */
    public TlsOptions withClient(Path newCertificate, Path newKey) {
        return new TlsOptions(mode, authority, newCertificate, newKey);
    }

    /** These options as connection properties of pgjdbc. */
    public Map<String, String> driverProperties() {
        Map<String, String> properties = new HashMap<>();
        // libpq treats "require" with an authority as verify-ca; pgjdbc does not look at the authority then.
        TlsMode effective = mode == TlsMode.REQUIRE && authority != null ? TlsMode.VERIFY_CA : mode;
        properties.put("sslmode", effective.libpqName());
        if (authority != null) {
            properties.put("sslrootcert", authority.toString());
        }
        if (certificate != null && key != null) {
            properties.put("sslcert", certificate.toString());
            properties.put("sslkey", key.toString());
            properties.put("sslfactory", PemSocketFactory.class.getName());
        }
        return properties;
    }
}
