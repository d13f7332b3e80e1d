package dev.sluice.routing.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Properties;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import org.postgresql.ssl.WrappedFactory;

/**
 * TLS with a client certificate from PEM files. pgjdbc makes an instance per connection, by name. It has a reader of its
 * own for PEM keys (42.7.13), but that takes PKCS#8 only, has to be told the key's algorithm, and refuses a file that
 * others may read, which is how a Secret is mounted by default.
 *
 * <p>The host's name is checked by pgjdbc itself, after the handshake, for {@code verify-full}.
 */
public final class PemSocketFactory extends WrappedFactory {

    private static final char[] IN_MEMORY = new char[0];

    /**
     * Reads the files that pgjdbc's connection properties name.
     *
     * @throws GeneralSecurityException if a file does not hold what it should
     * @throws IOException if a file can't be read
     */
    public PemSocketFactory(Properties connection) throws GeneralSecurityException, IOException {
        this.factory = factory(
                Path.of(connection.getProperty("sslcert")),
                Path.of(connection.getProperty("sslkey")),
                verifies(connection) ? authority(connection) : null);
    }

    private static SSLSocketFactory factory(Path certificate, Path key, @Nullable Path authority)
            throws GeneralSecurityException, IOException {
        KeyStore own = emptyStore();
        own.setKeyEntry(
                "client", PemKey.read(key), IN_MEMORY, certificates(certificate).toArray(Certificate[]::new));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, IN_MEMORY);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust(authority), null);
        return context.getSocketFactory();
    }

    private static TrustManager[] trust(@Nullable Path authority) throws GeneralSecurityException, IOException {
        if (authority == null) {
            return new TrustManager[] {new Unchecked()};
        }
        KeyStore trusted = emptyStore();
        int number = 0;
        for (Certificate certificate : certificates(authority)) {
            trusted.setCertificateEntry("authority-" + number++, certificate);
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        return managers.getTrustManagers();
    }

    private static boolean verifies(Properties connection) {
        return connection.getProperty("sslmode", "").startsWith("verify-");
    }

    private static Path authority(Properties connection) {
        String file = connection.getProperty("sslrootcert");
        return file != null ? Path.of(file) : Path.of(System.getProperty("user.home"), ".postgresql", "root.crt");
    }

    private static Collection<? extends Certificate> certificates(Path file)
            throws GeneralSecurityException, IOException {
        try (InputStream in = Files.newInputStream(file)) {
            Collection<? extends Certificate> all =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (all.isEmpty()) {
                throw new GeneralSecurityException(file + " holds no certificate");
            }
            return all;
        }
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, IN_MEMORY);
        return store;
    }

    /** What the modes below verify-ca ask for: encryption without a check of whom one talks to. */
    private static final class Unchecked implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
