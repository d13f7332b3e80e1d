package dev.sluice.routing.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.routing.RoutingDataSource;
import dev.sluice.routing.cache.CacheSettings;
import dev.sluice.routing.cache.QueryCache;
import dev.sluice.routing.cache.ReadOptions;
import dev.sluice.routing.cache.RoutedLoader;
import dev.sluice.routing.cache.policy.RedisLocation;
import dev.sluice.routing.cache.redis.RedisSettings;
import dev.sluice.testing.postgres.PostgresReplicaSet;
import dev.sluice.testing.process.Poll;
import dev.sluice.testing.redis.RedisServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Readers of one key, some of whom load from a replica that has stopped to replay. */
class MixedLoadersIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int WRITES = 8;
    private static final ReadOptions<Integer> OPTIONS =
            ReadOptions.of(Integer.class).ttl(Duration.ofMinutes(5)).models("public.counts");

    private final AtomicInteger acknowledged = new AtomicInteger();
    private final AtomicBoolean over = new AtomicBoolean();

    @Test
    void whoLoadsFromThePrimaryGetsNothingFromBeforeAnAcknowledgedInvalidation() throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        try (RedisServer redis = RedisServer.open().start();
                PostgresReplicaSet set =
                        PostgresReplicaSet.builder().replicas(1).start()) {
            set.primary().execute("CREATE TABLE counts (v int); INSERT INTO counts VALUES (0)");
            set.awaitReplication();
            try (QueryCache cache = QueryCache.open(
                            RedisLocation.standalone(redis.host(), redis.port()),
                            "test/mixed",
                            RedisSettings.DEFAULT.withCommandTimeout(Duration.ofSeconds(5)),
                            CacheSettings.DEFAULT.withBeta(0));
                    RoutingDataSource library = Libraries.open(set, Documents.of(set, Documents.POLICY))) {
                Poll.until("the cache is connected", PATIENCE, () -> cache.invalidateKeys("no such key"));
                RoutedLoader<Integer> byReplica = RoutedLoader.of(library, MixedLoadersIT::slowly);
                List<Future<Integer>> readers = new ArrayList<>();
                for (int i = 0; i < 6; i++) {
                    readers.add(threads.submit(untilOver(() -> cache.getAt("k", OPTIONS, byReplica), false)));
                }
                for (int i = 0; i < 3; i++) {
                    readers.add(threads.submit(untilOver(
                            () -> cache.get("k", OPTIONS, () -> library.executeWrite(MixedLoadersIT::slowly)), true)));
                }
                set.replicas().get(0).pauseReplay();
                write(library, cache);
                over.set(true);
                set.replicas().get(0).resumeReplay();
                for (Future<Integer> reader : readers) {
                    assertThat(reader.get(1, TimeUnit.MINUTES)).isPositive();
                }
            }
        } finally {
            over.set(true);
            threads.shutdownNow();
        }
    }

    private void write(RoutingDataSource library, QueryCache cache) throws Exception {
        for (int i = 1; i <= WRITES; i++) {
            String update = "UPDATE counts SET v = " + i;
            library.executeWrite(connection -> {
                try (Statement statement = connection.createStatement()) {
                    return statement.executeUpdate(update);
                }
            });
            assertThat(cache.invalidateModels("public.counts")).isTrue();
            acknowledged.set(i);
            TimeUnit.MILLISECONDS.sleep(500);
        }
    }

    /** Reads on and on; how often it has. */
    private Callable<Integer> untilOver(Callable<Integer> read, boolean committed) {
        return () -> {
            int reads = 0;
            while (!over.get()) {
                int before = acknowledged.get();
                int value = read.call();
                if (committed) {
                    assertThat(value).isGreaterThanOrEqualTo(before);
                    TimeUnit.MILLISECONDS.sleep(5);
                }
                reads++;
            }
            return reads;
        };
    }

    private static int slowly(Connection connection) throws SQLException {
        return Libraries.number(connection, "SELECT v FROM counts, pg_sleep(0.05)");
    }
}
