package dev.sluice.routing.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.routing.RoutingDataSource;
import dev.sluice.routing.credentials.Credentials;
import dev.sluice.routing.credentials.CredentialsSource;
import dev.sluice.routing.tls.TlsMode;
import dev.sluice.routing.tls.TlsOptions;
import dev.sluice.routing.topology.Endpoint;
import dev.sluice.routing.topology.Role;
import dev.sluice.testing.postgres.PostgresReplicaSet;
import dev.sluice.testing.postgres.ServerTls;
import dev.sluice.testing.tls.Certificate;
import dev.sluice.testing.tls.CertificateAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that wants TLS and a client certificate, with files as a Secret holds them. */
class TlsIT {

    private static final String ENCRYPTED = "SELECT ssl::int FROM pg_stat_ssl WHERE pid = pg_backend_pid()";

    @TempDir
    private static Path folder;

    private static PostgresReplicaSet set;
    private static Path authority;
    private static Path other;
    private static Path certificate;
    private static Path key;

    @BeforeAll
    static void start() throws IOException {
        ServerTls tls = ServerTls.forHosts("localhost").requiringClientCertificate();
        set = PostgresReplicaSet.builder().replicas(0).tls(tls).start();
        set.createRole("app", "secret");
        Certificate client = tls.client("app");
        authority = Files.writeString(folder.resolve("ca.crt"), tls.authorityPem());
        other = Files.writeString(
                folder.resolve("other.crt"),
                CertificateAuthority.create("Another authority").certificatePem());
        certificate = Files.writeString(folder.resolve("tls.crt"), client.certificatePem());
        key = Files.writeString(folder.resolve("tls.key"), client.keyPem());
    }

    @AfterAll
    static void stop() {
        set.close();
    }

    @Test
    void aCheckedServerLetsAKnownClientIn() throws Exception {
        TlsOptions options = TlsOptions.verifyFull(authority).withClient(certificate, key);
        assertThat(encrypted("localhost", options)).isEqualTo(1);
    }

    @Test
    void belowVerifyFullTheNameIsNotChecked() throws Exception {
        for (TlsMode mode : List.of(TlsMode.REQUIRE, TlsMode.VERIFY_CA)) {
            TlsOptions options = new TlsOptions(mode, authority, certificate, key);
            assertThat(encrypted("127.0.0.1", options)).isEqualTo(1);
        }
        assertThat(encrypted("127.0.0.1", new TlsOptions(TlsMode.PREFER, null, certificate, key)))
                .isEqualTo(1);
    }

    @Test
    void anotherNameAnotherAuthorityAndAMissingCertificateAreRefused() {
        TlsOptions full = TlsOptions.verifyFull(authority).withClient(certificate, key);
        assertThatThrownBy(() -> encrypted("127.0.0.1", full))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("127.0.0.1");
        assertThatThrownBy(() ->
                        encrypted("localhost", TlsOptions.verifyFull(other).withClient(certificate, key)))
                .isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> encrypted("localhost", new TlsOptions(TlsMode.REQUIRE, other, certificate, key)))
                .isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> encrypted("localhost", TlsOptions.verifyFull(authority)))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("certificate");
        assertThatThrownBy(() -> encrypted("localhost", new TlsOptions(TlsMode.DISABLE, null, null, null)))
                .isInstanceOf(SQLException.class);
    }

    private static int encrypted(String host, TlsOptions tls) throws SQLException {
        Endpoint at = Documents.endpoint(set.primary(), Role.PRIMARY);
        Endpoint primary = new Endpoint(at.name(), host, at.port(), at.role(), 1, null, at.state(), "Test", null, null);
        MemoryTopology topology = new MemoryTopology(Documents.of(set, primary, List.of(), Documents.POLICY));
        try (RoutingDataSource library = RoutingDataSource.open(Libraries.options(set, topology)
                .credentials(CredentialsSource.fixed(new Credentials("app", "secret")))
                .tls(tls)
                .pools(new dev.sluice.routing.jdbc.PoolOptions(
                        2,
                        2,
                        java.time.Duration.ofSeconds(5),
                        java.time.Duration.ofMinutes(1),
                        java.time.Duration.ofMinutes(5)))
                .build())) {
            return library.executeWrite(connection -> Libraries.number(connection, ENCRYPTED));
        }
    }
}
