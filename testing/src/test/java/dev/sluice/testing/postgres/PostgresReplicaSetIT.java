package dev.sluice.testing.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PostgresReplicaSetIT {

    private static PostgresReplicaSet set;

    @BeforeAll
    static void start() {
        set = PostgresReplicaSet.builder().replicas(2).start();
        set.primary().execute("CREATE TABLE t (id int)");
        set.awaitReplication();
    }

    @AfterAll
    static void close() {
        set.close();
    }

    @Test
    void replicasStreamWhatThePrimaryWrites() {
        set.primary().execute("CREATE TABLE streamed AS SELECT 42 AS answer");
        set.awaitReplication();

        assertThat(set.primary().isInRecovery()).isFalse();
        assertThat(set.replicas()).hasSize(2).allSatisfy(replica -> {
            assertThat(replica.isInRecovery()).isTrue();
            assertThat(replica.query("SELECT answer FROM streamed")).isEqualTo("42");
            assertThat(replica.query("SELECT system_identifier FROM pg_control_system()"))
                    .isEqualTo(set.primary().query("SELECT system_identifier FROM pg_control_system()"));
        });
    }

    @Test
    void pausedReplicaReceivesAndDoesNotReplay() {
        PostgresServer replica = set.server("replica-1");
        replica.pauseReplay();
        try {
            set.primary().execute("INSERT INTO t SELECT generate_series(1, 1000)");
            String position = set.primary().query("SELECT pg_current_wal_lsn()");
            await().untilAsserted(
                            () -> assertThat(replica.query("SELECT pg_last_wal_receive_lsn() >= '" + position + "'"))
                                    .isEqualTo("t"));
            assertThat(replica.query("SELECT pg_last_wal_replay_lsn() < '" + position + "'"))
                    .isEqualTo("t");
        } finally {
            replica.resumeReplay();
        }
        set.awaitReplication();
    }

    @Test
    void replicaBehindACutLinkFallsBackAndCatchesUp() {
        PostgresServer replica = set.server("replica-2");
        set.replicationProxy(replica).cut();
        set.primary().execute("CREATE TABLE big AS SELECT repeat('x', 1000) FROM generate_series(1, 20000)");
        String position = set.primary().query("SELECT pg_current_wal_lsn()");
        assertThat(replica.query("SELECT pg_last_wal_receive_lsn() < '" + position + "'"))
                .isEqualTo("t");
        await().untilAsserted(() -> assertThat(replica.query("SELECT count(*) FROM pg_stat_wal_receiver"))
                .isEqualTo("0"));

        set.replicationProxy(replica).restore();
        set.awaitReplication();
        assertThat(replica.query("SELECT count(*) FROM big")).isEqualTo("20000");
    }

    @Test
    void suspendedServerAcceptsAndNeverAnswers() throws SQLException {
        PostgresServer replica = set.server("replica-1");
        replica.suspend();
        try {
            Properties properties = login();
            properties.setProperty("socketTimeout", "1");
            assertThatThrownBy(() -> DriverManager.getConnection(replica.jdbcUrl("app"), properties))
                    .isInstanceOf(SQLException.class)
                    .hasRootCauseInstanceOf(java.net.SocketTimeoutException.class);
        } finally {
            replica.resume();
        }
        assertThat(replica.query("SELECT 1")).isEqualTo("1");
    }

    @Test
    void killedAndStoppedServersComeBackOnTheSamePort() {
        PostgresServer replica = set.server("replica-2");
        int port = replica.port();
        replica.kill();
        assertThat(replica.isRunning()).isFalse();
        assertThatThrownBy(() -> replica.query("SELECT 1")).hasMessageContaining("refused");
        replica.start();
        replica.stop();
        assertThat(replica.isRunning()).isFalse();
        replica.start();
        assertThat(replica.port()).isEqualTo(port);
        set.awaitReplication();
    }

    @Test
    void passwordsAreChecked() {
        set.createRole("sluice_probe", "it's a secret", "pg_monitor");
        PostgresServer replica = set.server("replica-1");
        Properties right = new Properties();
        right.setProperty("user", "sluice_probe");
        right.setProperty("password", "it's a secret");
        Properties wrong = new Properties();
        wrong.setProperty("user", "sluice_probe");
        wrong.setProperty("password", "wrong");

        assertThat(canLogIn(replica, right)).isTrue();
        assertThatThrownBy(() -> DriverManager.getConnection(replica.jdbcUrl("app"), wrong))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28P01"));
    }

    @Test
    void serversOfAnotherSetHaveAnotherIdentity() {
        try (PostgresReplicaSet other =
                PostgresReplicaSet.builder().replicas(0).database("postgres").start()) {
            String query = "SELECT system_identifier FROM pg_control_system()";
            assertThat(other.primary().query(query)).isNotEqualTo(set.primary().query(query));
            assertThat(other.replicas()).isEmpty();
        }
    }

    @Test
    void aClosedSetLeavesNoSharedMemoryBehind() throws IOException {
        List<String> segments;
        try (PostgresReplicaSet other = PostgresReplicaSet.builder().replicas(1).start()) {
            segments = other.servers().stream()
                    .map(server -> server.data().sharedMemory().orElseThrow())
                    .toList();
            other.server("replica-1").kill();
            assertThat(sharedMemory()).containsAll(segments);
        }
        assertThat(sharedMemory()).doesNotContainAnyElementsOf(segments);
    }

    /** The numbers of all segments on this machine; see proc_sysvipc(5). */
    private static List<String> sharedMemory() throws IOException {
        return Files.readAllLines(Path.of("/proc/sysvipc/shm")).stream()
                .map(line -> line.strip().replaceFirst("^\\S+ +(\\S+).*", "$1"))
                .toList();
    }

    private static boolean canLogIn(PostgresServer server, Properties properties) {
        try (var connection = DriverManager.getConnection(server.jdbcUrl("app"), properties)) {
            return connection.isValid((int) Duration.ofSeconds(5).toSeconds());
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static Properties login() {
        Properties properties = new Properties();
        properties.setProperty("user", set.user());
        properties.setProperty("password", set.password());
        return properties;
    }
}
