package dev.sluice.routing.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.routing.RoutingDataSource;
import dev.sluice.routing.RoutingOptions;
import dev.sluice.routing.credentials.CredentialsSource;
import dev.sluice.routing.topology.Topology;
import dev.sluice.routing.topology.TopologyCodec;
import dev.sluice.testing.postgres.PostgresReplicaSet;
import dev.sluice.testing.postgres.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ways into the library: mounted files as the kubelet swaps them, and the environment. */
class StartIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static PostgresReplicaSet set;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        set = PostgresReplicaSet.builder().replicas(2).start();
        set.createRole("app", "old-secret");
        set.primary().execute("GRANT ALL ON SCHEMA public TO app");
        set.awaitReplication();
    }

    @AfterAll
    static void stop() {
        set.close();
    }

    @Test
    void documentAndPasswordAreFollowedThroughTheMounts() throws Exception {
        Path endpoints = Files.createDirectory(folder.resolve("endpoints"));
        Path secret = Files.createDirectory(folder.resolve("secret"));
        Topology both = Documents.of(set, Documents.POLICY);
        mount(endpoints, "1", Map.of(TopologyCodec.DATA_KEY, TopologyCodec.write(both)));
        mount(secret, "1", Map.of("username", "app", "password", "old-secret\n"));
        try (RoutingDataSource library = RoutingDataSource.open(RoutingOptions.builder()
                .topologyFile(endpoints)
                .credentials(CredentialsSource.folder(secret))
                .build())) {
            readsFrom(library, "replica-1", "replica-2");

            Topology one = new Topology(
                    both.cluster(),
                    both.uid(),
                    2,
                    both.publishedAt(),
                    both.database(),
                    both.systemIdentifier(),
                    both.timeline(),
                    both.primary(),
                    both.replicas().subList(1, 2),
                    both.policy());
            mount(endpoints, "2", Map.of(TopologyCodec.DATA_KEY, TopologyCodec.write(one)));
            await().atMost(PATIENCE).until(() -> library.statistics().revision() == 2);
            readsFrom(library, "replica-2");

            String json = TopologyCodec.write(one.withRevision(3, one.publishedAt()));
            mount(endpoints, "3", Map.of(TopologyCodec.DATA_KEY, json.substring(0, json.length() / 2)));
            await().atMost(PATIENCE)
                    .until(() -> library.statistics().documentFault().contains("cut off"));
            mount(
                    endpoints,
                    "4",
                    Map.of(TopologyCodec.DATA_KEY, json.replace("schemaVersion\" : 1", "schemaVersion\" : 2")));
            await().atMost(PATIENCE)
                    .until(() -> library.statistics().documentFault().contains("schemaVersion is 2"));
            readsFrom(library, "replica-2");
            assertThat(library.statistics().revision()).isEqualTo(2);
            mount(endpoints, "5", Map.of(TopologyCodec.DATA_KEY, json));
            await().atMost(PATIENCE).until(() -> library.statistics().revision() == 3);
            assertThat(library.statistics().documentFault()).isEmpty();

            rotatePassword(secret);
            await().atMost(PATIENCE)
                    .until(() -> Libraries.readPort(library)
                            == set.server("replica-2").port());
            assertThat(Libraries.writePort(library)).isEqualTo(set.primary().port());
        }
    }

    private void rotatePassword(Path secret) throws IOException {
        set.primary().execute("ALTER ROLE app PASSWORD 'new-secret'");
        set.primary().execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'app'");
        set.awaitReplication();
        set.replicas()
                .forEach(replica -> replica.query(
                        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE usename = 'app'"));
        mount(secret, "2", Map.of("username", "app", "password", "new-secret"));
    }

    @Test
    void anEnvironmentIsEnough() throws Exception {
        PostgresServer one = set.server("replica-1");
        PostgresServer two = set.server("replica-2");
        Map<String, String> environment = Map.of(
                "DATABASE_URL", url("postgresql", set.primary()) + "?connection_limit=2&application_name=shop",
                "DATABASE_REPLICA_1_URL", url("postgres", one) + "?sslmode=disable",
                "DATABASE_REPLICA_2_URL",
                        "jdbc:postgresql://127.0.0.1:" + two.port() + "/" + set.database() + "?user=" + set.user()
                                + "&password=" + set.password());
        try (RoutingDataSource library = RoutingDataSource.open(
                RoutingOptions.fromEnvironment(environment).build())) {
            readsFrom(library, "replica-1", "replica-2");
            assertThat(Libraries.writePort(library)).isEqualTo(set.primary().port());
            String name = library.executeWrite(connection -> {
                try (var statement = connection.createStatement();
                        var row = statement.executeQuery("SHOW application_name")) {
                    row.next();
                    return row.getString(1);
                }
            });
            assertThat(name).isEqualTo("shop");
            one.kill();
            for (int i = 0; i < 10; i++) {
                assertThat(Libraries.readPort(library)).isEqualTo(two.port());
            }
        } finally {
            one.start();
        }
    }

    @Test
    void aWrongPasswordIsToldAtOnceWithoutShowingIt() {
        Map<String, String> environment =
                Map.of("DATABASE_URL", url("postgresql", set.primary()).replace(set.password(), "no-such-secret"));
        try (RoutingDataSource library = RoutingDataSource.open(
                RoutingOptions.fromEnvironment(environment).build())) {
            long begun = System.nanoTime();
            assertThatThrownBy(() -> Libraries.writePort(library))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed")
                    .satisfies(e -> assertThat(stackTrace(e)).doesNotContain("no-such-secret"));
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void nothingRunsBesideOneSchedulerWhenNobodyReadsAndNothingAfterTheEnd() throws Exception {
        int before = sluiceThreads().size();
        RoutingDataSource library = Libraries.open(set, Documents.of(set, Documents.POLICY));
        Libraries.readPort(library);
        await().atMost(PATIENCE).until(() -> sluiceThreads().size() <= before + 1);
        assertThat(sluiceThreads()).allMatch(name -> name.startsWith("sluice-scheduler"));
        library.close();
        await().atMost(PATIENCE).until(() -> sluiceThreads().size() <= before);
        assertThatThrownBy(library::getConnection).isInstanceOf(SQLException.class);
    }

    private static List<String> sluiceThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isDaemon)
                .map(Thread::getName)
                .filter(name -> name.startsWith("sluice-"))
                .toList();
    }

    private static void readsFrom(RoutingDataSource library, String... servers) throws SQLException {
        List<Integer> ports = new java.util.ArrayList<>();
        for (int i = 0; i < servers.length; i++) {
            ports.add(Libraries.readPort(library));
        }
        assertThat(ports)
                .containsExactlyInAnyOrderElementsOf(List.of(servers).stream()
                        .map(server -> set.server(server).port())
                        .toList());
    }

    private static String url(String scheme, PostgresServer server) {
        return scheme + "://" + set.user() + ":" + set.password() + "@127.0.0.1:" + server.port() + "/"
                + set.database();
    }

    private static String stackTrace(Throwable error) {
        java.io.StringWriter text = new java.io.StringWriter();
        error.printStackTrace(new java.io.PrintWriter(text, true));
        return text.toString();
    }

    /** As the kubelet does: a new folder with all files, and one rename of the link to it. */
    private static void mount(Path mount, String version, Map<String, String> files) throws IOException {
        Path data = Files.createDirectory(mount.resolve("..version_" + version));
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(data.resolve(file.getKey()), file.getValue());
            Path visible = mount.resolve(file.getKey());
            if (!Files.isSymbolicLink(visible)) {
                Files.createSymbolicLink(visible, Path.of("..data", file.getKey()));
            }
        }
        Path next = Files.createSymbolicLink(mount.resolve("..data_tmp"), data.getFileName());
        Files.move(next, mount.resolve("..data"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
