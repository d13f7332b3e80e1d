package dev.sluice.testing.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.testing.tls.Certificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerTlsIT {

    @TempDir
    private Path folder;

    @Test
    void certificateIsVerifiedAndReplicationGoesOn() throws Exception {
        ServerTls tls = ServerTls.offered().requiringTls();
        try (PostgresReplicaSet set =
                PostgresReplicaSet.builder().replicas(1).tls(tls).start()) {
            set.createRole("reader", "secret");
            PostgresServer replica = set.server("replica-1");

            assertThat(usesTls(replica, verifying(tls))).isTrue();

            Properties plain = verifying(tls);
            plain.setProperty("sslmode", "disable");
            assertThatThrownBy(() -> usesTls(replica, plain))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28000"));
        }
    }

    @Test
    void certificateOfAnotherHostIsRecognized() throws Exception {
        ServerTls tls = ServerTls.forHosts("other.example");
        try (PostgresReplicaSet set =
                PostgresReplicaSet.builder().replicas(0).tls(tls).start()) {
            set.createRole("reader", "secret");
            assertThatThrownBy(() -> usesTls(set.primary(), verifying(tls)))
                    .isInstanceOf(SQLException.class)
                    .hasStackTraceContaining("127.0.0.1");

            Properties authorityOnly = verifying(tls);
            authorityOnly.setProperty("sslmode", "verify-ca");
            assertThat(usesTls(set.primary(), authorityOnly)).isTrue();
        }
    }

    @Test
    void clientMustShowItsCertificate() throws Exception {
        ServerTls tls = ServerTls.offered().requiringClientCertificate();
        try (PostgresReplicaSet set =
                PostgresReplicaSet.builder().replicas(0).tls(tls).start()) {
            set.createRole("reader", "secret");
            assertThatThrownBy(() -> usesTls(set.primary(), verifying(tls))).hasMessageContaining("certificate");

            Certificate client = tls.client("reader");
            Properties properties = verifying(tls);
            properties.setProperty("sslcert", write("client.crt", client.certificatePem()));
            Path key = folder.resolve("client.pk8");
            Files.write(key, client.key().getEncoded());
            Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
            properties.setProperty("sslkey", key.toString());
            assertThat(usesTls(set.primary(), properties)).isTrue();
        }
    }

    private Properties verifying(ServerTls tls) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("user", "reader");
        properties.setProperty("password", "secret");
        properties.setProperty("sslmode", "verify-full");
        properties.setProperty("sslrootcert", write("authority.crt", tls.authorityPem()));
        return properties;
    }

    private String write(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content).toString();
    }

    private static boolean usesTls(PostgresServer server, Properties properties) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl("app"), properties);
                var statement = connection.createStatement();
                var result = statement.executeQuery("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")) {
            return result.next() && result.getBoolean(1);
        }
    }
}
