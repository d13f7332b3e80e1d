package dev.sluice.testing.redis;

import dev.sluice.testing.tls.Certificate;
import dev.sluice.testing.tls.CertificateAuthority;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * TLS of a Redis server: whose certificate it shows, and what it wants of clients. Immutable.
 *
 * @param authority signed the server's certificate, and those of clients
 * @param certificate what the server shows
 * @param clientCertificate whether a client must show a certificate
 */
public record RedisTls(CertificateAuthority authority, Certificate certificate, boolean clientCertificate) {

    /** A certificate for these names and addresses, and none wanted of clients. */
    public static RedisTls forHosts(String... hosts) {
        CertificateAuthority authority = CertificateAuthority.create("Sluice test authority");
        return new RedisTls(authority, authority.server(List.of(hosts)), false);
    }

    /** The same, and clients must show a certificate. */
    public RedisTls requiringClientCertificate() {
        return new RedisTls(authority, certificate, true);
    }

    String configuration(Path folder, int port) {
        return String.join(
                "\n",
                "tls-port " + port,
                "tls-cert-file " + write(folder.resolve("server.crt"), certificate.certificatePem()),
                "tls-key-file " + write(folder.resolve("server.key"), certificate.keyPem()),
                "tls-ca-cert-file " + write(folder.resolve("authority.crt"), authority.certificatePem()),
                "tls-auth-clients " + (clientCertificate ? "yes" : "no"));
    }

    private static Path write(Path file, String pem) {
        try {
            if (!Files.exists(file)) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            return Files.writeString(file, pem);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
