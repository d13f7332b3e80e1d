package dev.sluice.routing.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.routing.RoutingDataSource;
import dev.sluice.routing.metrics.RoutingStatistics;
import dev.sluice.testing.postgres.PostgresReplicaSet;
import dev.sluice.testing.postgres.PostgresServer;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A replica that stops answering, in all its ways, while reads run. */
class ReplicaFailureIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

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
}
