package dev.sluice.routing.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.routing.RoutingDataSource;
import dev.sluice.routing.credentials.Credentials;
import dev.sluice.routing.credentials.CredentialsSource;
import dev.sluice.routing.jdbc.NoEndpointException;
import dev.sluice.routing.jdbc.PoolOptions;
import dev.sluice.routing.topology.Endpoint;
import dev.sluice.routing.topology.EndpointState;
import dev.sluice.routing.topology.Role;
import dev.sluice.routing.topology.Topology;
import dev.sluice.testing.postgres.PostgresReplicaSet;
import dev.sluice.testing.postgres.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The primary goes and a replica takes its place, while the document still says what was. */
@Tag("core")
class PromotionIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private PostgresReplicaSet set;

    @BeforeEach
    void start() {
        set = PostgresReplicaSet.builder().replicas(2).start();
        set.primary().execute("CREATE TABLE t (id int)");
        set.awaitReplication();
    }

    @AfterEach
    void stop() {
        set.close();
    }

    @Test
    void writesFollowAPromotionBeforeTheDocumentAndTheDocumentConfirmsIt() throws Exception {
        PostgresServer former = set.primary();
        PostgresServer promoted = set.server("replica-1");
        MemoryTopology documents = new MemoryTopology(Documents.of(set, Documents.POLICY));
        try (RoutingDataSource library =
                        RoutingDataSource.open(Libraries.options(set, documents).build());
                ReadLoop loop = ReadLoop.start(2, () -> Libraries.readPort(library))) {
            assertThat(Libraries.writePort(library)).isEqualTo(former.port());

            former.kill();
            set.promote(promoted);
            assertThat(insert(library)).isEqualTo(promoted.port());
            assertThat(library.statistics().primary()).isEqualTo("replica-1");
            await().atMost(PATIENCE).until(() -> library.statistics().readers().equals(List.of("replica-2")));

            former.start();
            long before = loop.done();
            await().atMost(PATIENCE).until(() -> loop.done() > before + 500);
            assertThat(insert(library))
                    .as("the former primary is back, and accepts writes")
                    .isEqualTo(promoted.port());

            documents.publish(of(
                    documents.current(),
                    2,
                    Documents.endpoint(promoted, Role.PRIMARY),
                    Documents.endpoint(set.server("replica-2"), Role.REPLICA)));
            assertThat(insert(library)).isEqualTo(promoted.port());
            assertThat(library.statistics().revision()).isEqualTo(2);
            assertThat(loop.failures()).isEmpty();
        }
    }

    @Test
    void aWriteWaitsForThePromotionAndLeavesAPrimaryThatWasDemoted() throws Exception {
        PostgresServer former = set.primary();
        PostgresServer promoted = set.server("replica-1");
        try (RoutingDataSource library = Libraries.open(set, Documents.of(set, Documents.POLICY))) {
            assertThat(Libraries.writePort(library)).isEqualTo(former.port());
            former.stop();
            CompletableFuture<Void> promotion = CompletableFuture.runAsync(() -> set.promote(promoted));
            assertThat(insert(library)).isEqualTo(promoted.port());
            promotion.join();

            set.rejoin(former, promoted);
            set.promote(former);
            set.rejoin(promoted, former);
            await().atMost(PATIENCE).ignoreException(SQLException.class).until(() -> insert(library) == former.port());
            for (int i = 0; i < 20; i++) {
                assertThat(insert(library)).isEqualTo(former.port());
            }
        }
    }

    @Test
    void aHungPrimaryThatWasReplacedHoldsNoWriteForLong() throws Exception {
        PostgresServer former = set.primary();
        PostgresServer promoted = set.server("replica-1");
        try (RoutingDataSource library = Libraries.open(set, Documents.of(set, Documents.POLICY));
                ReadLoop reads = ReadLoop.start(1, () -> Libraries.readPort(library));
                ReadLoop writes = ReadLoop.start(2, () -> insert(library))) {
            await().atMost(PATIENCE).until(() -> writes.done() > 20 && reads.done() > 20);
            former.suspend();
            set.promote(promoted);

            long before = writes.done();
            await().atMost(PATIENCE).until(() -> writes.done() > before + 20);
            writes.stop();
            reads.stop();
            assertThat(library.statistics().primary()).isEqualTo("replica-1");
            // What was under way on the former primary fails, nothing else.
            assertThat(writes.failures()).hasSizeLessThanOrEqualTo(2);
            assertThat(writes.slowest()).isLessThan(Duration.ofSeconds(8));
            assertThat(reads.failures()).isEmpty();
        } finally {
            former.resume();
        }
    }

    @ParameterizedTest(name = "member of {0}")
    @ValueSource(strings = {"pg_monitor", "nothing"})
    void aReplicaThatStillFollowsTheFormerPrimaryIsNotRead(String role) throws Exception {
        PostgresServer former = set.primary();
        PostgresServer promoted = set.server("replica-1");
        PostgresServer left = set.server("replica-2");
        set.createRole("app", "secret", role.equals("nothing") ? new String[0] : new String[] {role});
        Topology before = Documents.of(set, Documents.POLICY);
        MemoryTopology documents = new MemoryTopology(before);
        try (RoutingDataSource library = RoutingDataSource.open(Libraries.options(set, documents)
                        .credentials(CredentialsSource.fixed(new Credentials("app", "secret")))
                        .build());
                ReadLoop loop = ReadLoop.start(1, () -> Libraries.readPort(library))) {
            await().atMost(PATIENCE).until(() -> loop.done() > 20);
            promoted.promote();
            former.execute("INSERT INTO t SELECT generate_series(1, 10000)");
            await().atMost(PATIENCE).until(() -> "10000".equals(left.query("SELECT count(*) FROM t")));

            documents.publish(Documents.of(
                            set,
                            Documents.endpoint(promoted, Role.PRIMARY),
                            List.of(Documents.endpoint(left, Role.REPLICA)),
                            Documents.POLICY)
                    .withRevision(2, before.publishedAt()));
            await().atMost(PATIENCE).until(() -> library.statistics().readers().isEmpty());
            assertThat(library.statistics().outOfRotation().get("replica-2")).contains("OtherTimeline");
            for (int i = 0; i < 20; i++) {
                assertThat(Libraries.readPort(library)).isEqualTo(promoted.port());
            }
            assertThat(loop.failures()).isEmpty();
        }
    }

    @Test
    void inASplitBrainNobodyIsWrittenToUntilTheDocumentNamesAPrimary() throws Exception {
        PostgresServer former = set.primary();
        PostgresServer promoted = set.server("replica-1");
        Topology before = Documents.of(set, Documents.POLICY);
        MemoryTopology documents = new MemoryTopology(before);
        PoolOptions impatient =
                new PoolOptions(2, 2, Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofMinutes(5));
        try (RoutingDataSource library = RoutingDataSource.open(
                Libraries.options(set, documents).pools(impatient).build())) {
            assertThat(insert(library)).isEqualTo(former.port());
            promoted.promote();
            documents.publish(of(
                    before,
                    2,
                    null,
                    Documents.endpoint(former, Role.UNKNOWN, EndpointState.WRONG_ROLE),
                    Documents.endpoint(promoted, Role.UNKNOWN, EndpointState.WRONG_ROLE)));
            assertThatThrownBy(() -> insert(library))
                    .isInstanceOf(NoEndpointException.class)
                    .hasMessageContaining("split brain")
                    .hasMessageContaining("primary (" + former.host())
                    .hasMessageContaining("replica-1 (" + promoted.host());
            former.kill();
            assertThatThrownBy(() -> insert(library))
                    .as("the library sees only one of them now")
                    .isInstanceOf(NoEndpointException.class);

            documents.publish(of(before, 3, Documents.endpoint(promoted, Role.PRIMARY)));
            assertThat(insert(library)).isEqualTo(promoted.port());
        }
    }

    @ParameterizedTest(name = "timeline {0}, system identifier {1}")
    @CsvSource({"9, , 'is on timeline 1, the document says 9'", "1, 42, 'the document says 42: it is another database'"
    })
    void aPrimaryThatContradictsTheDocumentIsNeitherWrittenToNorReadFromUntilADocumentAgrees(
            int timeline, @Nullable String system, String why) throws Exception {
        Topology right = Documents.of(set, Documents.POLICY);
        Topology wrong = new Topology(
                right.cluster(),
                right.uid(),
                1,
                right.publishedAt(),
                right.database(),
                system != null ? system : right.systemIdentifier(),
                timeline,
                right.primary(),
                List.of(),
                right.policy());
        MemoryTopology documents = new MemoryTopology(wrong);
        PoolOptions impatient =
                new PoolOptions(2, 2, Duration.ofSeconds(2), Duration.ofMinutes(1), Duration.ofMinutes(5));
        try (RoutingDataSource library = RoutingDataSource.open(
                Libraries.options(set, documents).pools(impatient).build())) {
            // Nothing but writes, which make the checks run too.
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThatThrownBy(() -> insert(library))
                            .isInstanceOf(NoEndpointException.class)
                            .hasMessageContaining(why)
                            .hasMessageContaining(
                                    set.primary().host() + ":" + set.primary().port()));
            String rows = set.primary().query("SELECT count(*) FROM t");
            assertThatThrownBy(() -> Libraries.readPort(library)).isInstanceOf(NoEndpointException.class);
            assertThatThrownBy(() -> insert(library)).isInstanceOf(NoEndpointException.class);
            assertThat(set.primary().query("SELECT count(*) FROM t")).isEqualTo(rows);
            assertThat(library.statistics().primary()).isNull();
            assertThat(library.statistics().outOfRotation().get("primary")).contains(why);

            documents.publish(right.withRevision(2, right.publishedAt()));
            assertThat(insert(library)).isEqualTo(set.primary().port());
            assertThat(library.statistics().primary()).isEqualTo("primary");
        }
    }

    private static int insert(RoutingDataSource library) throws SQLException {
        return library.executeWrite(PromotionIT::insert);
    }

    private static int insert(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("INSERT INTO t VALUES (1)");
        }
        return Libraries.port(connection);
    }

    private static Topology of(Topology before, long revision, @Nullable Endpoint primary, Endpoint... replicas) {
        return new Topology(
                before.cluster(),
                before.uid(),
                revision,
                Instant.parse("2026-11-24T11:00:00Z"),
                before.database(),
                before.systemIdentifier(),
                2,
                primary,
                List.of(replicas),
                before.policy());
    }
}
