import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Locale;

/** Turns a file of PEM certificates into a store without a password, as {@code lib/security/cacerts} is one. */
final class TrustStore {

    public static void main(String[] arguments) throws GeneralSecurityException, IOException {
        // No password: the same certificates give the same bytes.
        System.setProperty("keystore.pkcs12.certProtectionAlgorithm", "NONE");
        System.setProperty("keystore.pkcs12.macAlgorithm", "NONE");
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (InputStream pem = Files.newInputStream(Path.of(arguments[0]))) {
            int number = 0;
            for (Certificate certificate : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                store.setCertificateEntry(String.format(Locale.ROOT, "authority-%03d", ++number), certificate);
            }
            if (number == 0) {
                throw new IOException(arguments[0] + " holds no certificate");
            }
        }
        try (OutputStream out = Files.newOutputStream(Path.of(arguments[1]))) {
            store.store(out, new char[0]);
        }
    }
}
