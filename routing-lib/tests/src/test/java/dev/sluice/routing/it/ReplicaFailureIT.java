package dev.sluice.routing.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.routing.RoutingDataSource;
import dev.sluice.routing.metrics.RoutingStatistics;
import dev.sluice.testing.postgres.PostgresReplicaSet;
import dev.sluice.testing.postgres.PostgresServer;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A replica that stops answering, in all its ways, while reads run. */
@Tag("core")
class ReplicaFailureIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static PostgresReplicaSet set;
    private static PostgresServer first;

    @BeforeAll
    static void start() {
        set = PostgresReplicaSet.builder().replicas(2).start();
        first = set.server("replica-1");
    }

    @AfterAll
    static void stop() {
        set.close();
    }

    @AfterEach
    void heal() {
        first.resume();
        first.start();
        set.awaitReplication();
    }

    @Test
    void killedReplicaCostsNoReadOfAFunction() throws Exception {
        try (RoutingDataSource library = Libraries.open(set, Documents.of(set, Documents.POLICY));
                ReadLoop loop = ReadLoop.start(4, () -> Libraries.readPort(library))) {
            survivesKill(library, loop);
        }
    }

    @Test
    void killedReplicaCostsNoReadOfAPlainReadOnlyConnection() throws Exception {
        try (RoutingDataSource library = Libraries.open(set, Documents.of(set, Documents.POLICY));
                ReadLoop loop = ReadLoop.start(4, () -> Libraries.plainReadPort(library))) {
            survivesKill(library, loop);
        }
    }

    private static void survivesKill(RoutingDataSource library, ReadLoop loop) {
        await().atMost(PATIENCE).until(() -> loop.done() > 500);
        assertThat(library.statistics().readers()).containsExactly("replica-1", "replica-2");

        first.kill();
        long before = loop.done();
        await().atMost(PATIENCE).until(() -> loop.done() > before + 500);
        assertThat(library.statistics().readers()).containsExactly("replica-2");
        assertThat(library.statistics().outOfRotation()).containsOnlyKeys("replica-1");

        first.start();
        await().atMost(PATIENCE).until(() -> library.statistics().readers().size() == 2);
        long again = library.statistics().endpoint("replica-1").reads();
        await().atMost(PATIENCE)
                .until(() -> library.statistics().endpoint("replica-1").reads() > again + 100);

        assertThat(loop.failures()).isEmpty();
        RoutingStatistics statistics = library.statistics();
        assertThat(statistics.endpoint("replica-1").ejections()).isPositive();
        assertThat(statistics.endpoint("replica-1").retries()).isPositive();
        assertThat(statistics.endpoint("primary").reads()).isZero();
    }

    @Test
    void hangingReplicaHoldsReadsUpForSecondsOnly() throws Exception {
        try (RoutingDataSource library = Libraries.open(set, Documents.of(set, Documents.POLICY));
                ReadLoop loop = ReadLoop.start(4, () -> Libraries.readPort(library));
                ReadLoop plain = ReadLoop.start(2, () -> Libraries.plainReadPort(library))) {
            await().atMost(PATIENCE).until(() -> loop.done() > 200 && plain.done() > 100);

            first.suspend();
            await().atMost(PATIENCE).until(() -> library.statistics().readers().size() == 1);
            long before = loop.done();
            await().atMost(PATIENCE).until(() -> loop.done() > before + 500);

            first.resume();
            await().atMost(PATIENCE).until(() -> library.statistics().readers().size() == 2);

            loop.stop();
            plain.stop();
            assertThat(loop.failures()).isEmpty();
            assertThat(plain.failures()).isEmpty();
            assertThat(loop.slowest()).isLessThan(Duration.ofSeconds(6));
            assertThat(plain.slowest()).isLessThan(Duration.ofSeconds(6));
        }
    }

    @Test
    void aReadThatWaitsForAHungServerGoesOnElsewhere() throws Exception {
        try (RoutingDataSource library = Libraries.open(set, Documents.of(set, Documents.POLICY))) {
            CountDownLatch waiting = new CountDownLatch(1);
            CompletableFuture<Integer> read = CompletableFuture.supplyAsync(() -> {
                int port;
                do {
                    port = readWaitingOnFirst(library, waiting);
                } while (waiting.getCount() > 0);
                return port;
            });
            assertThat(waiting.await(10, TimeUnit.SECONDS)).isTrue();
            first.suspend();
            assertThat(read.get(15, TimeUnit.SECONDS))
                    .isEqualTo(set.server("replica-2").port());
        }
    }

    private static int readWaitingOnFirst(RoutingDataSource library, CountDownLatch waiting) {
        try {
            return library.executeRead(connection -> {
                int port = Libraries.port(connection);
                if (port == first.port()) {
                    waiting.countDown();
                    Libraries.number(connection, "SELECT 1 FROM pg_sleep(60)");
                }
                return port;
            });
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aSlowStatementIsNoSilenceOfItsServer() {
        try (RoutingDataSource library =
                RoutingDataSource.open(Libraries.options(set, new MemoryTopology(Documents.of(set, Documents.POLICY)))
                        .socketTimeout(Duration.ofSeconds(1))
                        .build())) {
            assertThatThrownBy(() -> library.executeRead(c -> Libraries.number(c, "SELECT 1 FROM pg_sleep(3)")))
                    .isInstanceOf(SQLException.class);
            assertThat(library.statistics().readers()).hasSize(2);
            assertThat(library.statistics().endpoints()).allMatch(e -> e.ejections() == 0 && e.retries() == 0);
        }
    }

    @Test
    void aReadThatReplayCancelsGoesOnElsewhereAndItsServerStays() throws Exception {
        String conflict = "DO $$ BEGIN IF current_setting('port') = '" + first.port()
                + "' THEN RAISE EXCEPTION 'conflict with recovery' USING ERRCODE = '40001'; END IF; END $$";
        try (RoutingDataSource library = Libraries.open(set, Documents.of(set, Documents.POLICY))) {
            for (int i = 0; i < 10; i++) {
                int port = library.executeRead(connection -> {
                    try (Statement statement = connection.createStatement()) {
                        statement.execute(conflict);
                    }
                    return Libraries.port(connection);
                });
                assertThat(port).isEqualTo(set.server("replica-2").port());
            }
            assertThat(library.statistics().readers()).hasSize(2);
            assertThat(library.statistics().endpoint("replica-1").retries()).isPositive();
            assertThat(library.statistics().endpoint("replica-1").ejections()).isZero();
        }
    }
}
