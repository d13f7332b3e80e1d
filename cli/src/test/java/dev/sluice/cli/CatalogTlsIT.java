package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.postgres.PostgresReplicaSet;
import dev.sluice.testing.postgres.ServerTls;
import dev.sluice.testing.tls.Certificate;
import dev.sluice.testing.tls.CertificateAuthority;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The catalog of a server that takes nobody without TLS and a client's certificate, all as files in PEM form. */
class CatalogTlsIT {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    private String err = "";

    @Test
    void serverAndClientShowWhoTheyAre() throws IOException {
        ServerTls tls = ServerTls.offered().requiringClientCertificate();
        try (PostgresReplicaSet set =
                PostgresReplicaSet.builder().replicas(0).tls(tls).start()) {
            set.createRole("reader", "secret");
            Certificate client = tls.client("reader");
            Path authority = Files.writeString(folder.resolve("ca.crt"), tls.authorityPem());
            Path other = Files.writeString(
                    folder.resolve("other.crt"),
                    CertificateAuthority.create("other").certificatePem());
            Path key = Files.writeString(folder.resolve("tls.key"), client.keyPem());
            Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
            String shown = "&sslcert=" + Files.writeString(folder.resolve("tls.crt"), client.certificatePem())
                    + "&sslkey=" + key;

            assertThat(check(set, "verify-full&sslrootcert=" + authority + shown))
                    .as(err)
                    .isZero();
            assertThat(check(set, "verify-full&sslrootcert=" + other + shown)).isEqualTo(4);
            assertThat(err).contains("cannot connect to the database").hasLineCount(1);
            assertThat(check(set, "verify-full&sslrootcert=" + authority)).isEqualTo(4);
            assertThat(check(set, "disable")).isEqualTo(4);
            assertThat(err).contains("or not without TLS").doesNotContain("secret");
        }
    }

    private int check(PostgresReplicaSet set, String mode) throws IOException {
        Path file = Files.writeString(folder.resolve("V1__a.sql"), "SELECT 1;");
        Path password = Files.writeString(folder.resolve("password"), "secret");
        StringWriter out = new StringWriter();
        StringWriter errors = new StringWriter();
        String[] arguments = {
            "migrations",
            "check",
            "--catalog",
            "postgresql://reader@" + set.primary().host() + ":" + set.primary().port() + "/" + set.database()
                    + "?sslmode=" + mode,
            "--catalog-password-file",
            password.toString(),
            file.toString()
        };
        int code = Sluice.run(arguments, new PrintWriter(out), new PrintWriter(errors));
        err = errors.toString();
        return code;
    }
}
