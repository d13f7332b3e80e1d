package dev.sluice.routing.it;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.routing.RoutingDataSource;
import dev.sluice.routing.cache.CacheSettings;
import dev.sluice.routing.cache.QueryCache;
import dev.sluice.routing.cache.ReadOptions;
import dev.sluice.routing.cache.RoutedLoader;
import dev.sluice.routing.cache.policy.CachePolicy;
import dev.sluice.routing.cache.policy.CacheRule;
import dev.sluice.routing.cache.policy.EntryLimits;
import dev.sluice.routing.cache.policy.RedisLocation;
import dev.sluice.routing.cache.policy.WriteEffects;
import dev.sluice.routing.cache.redis.RedisSettings;
import dev.sluice.routing.jdbc.SqlFunction;
import dev.sluice.testing.postgres.PostgresReplicaSet;
import dev.sluice.testing.postgres.PostgresServer;
import dev.sluice.testing.process.Poll;
import dev.sluice.testing.redis.RedisServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * Rows that are written through the data source by some processes, and read through the cache by all, while replicas stop and go
 * on to replay. What each thread does follows from the seed, which is printed; {@code -Dsluice.seed=…} repeats it.
 */
class RandomRowsIT {

    private static final int ROWS = 6;
    private static final int CACHES = 3;
    private static final Duration LENGTH = Duration.ofSeconds(12);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String BY_ID = "SELECT n FROM items WHERE id = ?";

    // Nobody goes without the cache because the machine is slow, so that each load has the right to it; and each runs
    // for its reader.
    private static final CacheSettings SETTINGS =
            CacheSettings.DEFAULT.withBeta(0).withLease(Duration.ofMinutes(1)).withWaitLimit(Duration.ofMinutes(1));
    private static final RedisSettings REDIS = RedisSettings.DEFAULT.withCommandTimeout(Duration.ofSeconds(20));
    private static final ReadOptions<Row> OPTIONS =
            ReadOptions.of(Row.class).ttl(Duration.ofSeconds(2)).models("public.items");

    private final long seed = Long.getLong("sluice.seed", System.nanoTime());
    private final AtomicLongArray acknowledged = new AtomicLongArray(ROWS);
    private final AtomicIntegerArray loading = new AtomicIntegerArray(ROWS);
    private final AtomicInteger mostLoading = new AtomicInteger();
    private final AtomicLong writes = new AtomicLong();
    private final AtomicLong hits = new AtomicLong();
    private final AtomicLong lateLoads = new AtomicLong();
    private final Queue<String> violations = new ConcurrentLinkedQueue<>();
    private volatile boolean over;

    /** What is stored by hand. {@code loadedAt} is of {@link System#nanoTime}, as all is one process. */
    private record Row(long number, long loadedAt) {}

    private record Instance(QueryCache cache, RoutingDataSource library, long failuresBefore) implements AutoCloseable {

        static Instance open(PostgresReplicaSet set, RedisServer redis) {
            QueryCache cache = QueryCache.open(policy(redis), REDIS, SETTINGS);
            Poll.until("the cache is connected", PATIENCE, () -> cache.invalidateKeys("none"));
            Poll.until("nothing waits", PATIENCE, () -> cache.statistics().undelivered() == 0);
            return new Instance(
                    cache,
                    RoutingDataSource.open(
                            Libraries.options(set, new MemoryTopology(Documents.of(set, Documents.POLICY)))
                                    .results(cache.automatic())
                                    .build()),
                    cache.statistics().deliveryFailures());
        }

        @Override
        public void close() {
            library.close();
            cache.close();
        }
    }

    @Test
    void noHitIsOlderThanACommitAndOneLoadsForAll() throws Exception {
        LoggerFactory.getLogger(RandomRowsIT.class).info("-Dsluice.seed={}", seed);
        ExecutorService threads = Executors.newCachedThreadPool();
        List<Instance> instances = new ArrayList<>();
        try (RedisServer redis = RedisServer.open().start();
                PostgresReplicaSet set =
                        PostgresReplicaSet.builder().replicas(2).start()) {
            set.primary().execute("CREATE TABLE items (id int PRIMARY KEY, n bigint NOT NULL)");
            set.primary().execute("INSERT INTO items SELECT i, 0 FROM generate_series(0, " + (ROWS - 1) + ") i");
            set.primary().execute("GRANT ALL ON items TO " + set.user());
            set.awaitReplication();
            List<Future<?>> all = new ArrayList<>();
            try {
                Random seeds = new Random(seed);
                for (int i = 0; i < CACHES; i++) {
                    Instance instance = Instance.open(set, redis);
                    instances.add(instance);
                    all.add(threads.submit(repeated(seeds, random -> readByHand(instance, random.nextInt(ROWS)))));
                    all.add(threads.submit(repeated(seeds, random -> readByHand(instance, random.nextInt(ROWS)))));
                    all.add(threads.submit(repeated(seeds, random -> readByItself(instance, random.nextInt(ROWS)))));
                    all.add(threads.submit(repeated(seeds, random -> {
                        write(instance, random.nextInt(ROWS), random.nextInt(4) == 0);
                        TimeUnit.MILLISECONDS.sleep(random.nextInt(150));
                    })));
                }
                stopAndGo(set, new Random(seeds.nextLong()));
                over = true;
                for (Future<?> each : all) {
                    each.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                }
                assertThat(violations).as("seed %d", seed).isEmpty();
                assertThat(mostLoading)
                        .as("loads of one key at once, of all processes")
                        .hasValue(1);
                assertThat(writes).hasValueGreaterThan(20);
                assertThat(hits).hasValueGreaterThan(100);
                assertThat(lateLoads).as("loads from a replica that was late").hasPositiveValue();
                for (Instance instance : instances) {
                    assertThat(instance.cache.statistics().deliveryFailures()).isEqualTo(instance.failuresBefore);
                }
            } finally {
                over = true;
                instances.forEach(Instance::close);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** One thing that a thread does again and again. */
    private interface Step {
        void run(Random random) throws Exception;
    }

    private Callable<Void> repeated(Random seeds, Step step) {
        Random random = new Random(seeds.nextLong());
        return () -> {
            while (!over) {
                step.run(random);
            }
            return null;
        };
    }

    /** From a replica, which may be late: what it says is given to those who had asked before, and to nobody else. */
    private void readByHand(Instance instance, int row) throws SQLException {
        long least = acknowledged.get(row);
        long asked = System.nanoTime();
        Row value = instance.cache.getAt("row " + row, OPTIONS, position -> {
            RoutedLoader<Row> rows = RoutedLoader.of(instance.library, loadAt(System.nanoTime(), row));
            mostLoading.accumulateAndGet(loading.incrementAndGet(row), Math::max);
            try {
                return rows.load(position);
            } finally {
                loading.decrementAndGet(row);
            }
        });
        boolean late = requireNonNull(value).number() < least;
        if (value.loadedAt() - asked < 0) {
            hits.incrementAndGet();
            check(late, "a hit of row " + row + " by hand is " + value, least);
        } else if (late) {
            lateLoads.incrementAndGet();
        }
    }

    private static SqlFunction<Connection, Row> loadAt(long begin, int row) {
        return connection -> new Row(number(connection, row), begin);
    }

    /** By the statement, on the primary. */
    private void readByItself(Instance instance, int row) throws SQLException {
        long least = acknowledged.get(row);
        try (Connection connection = instance.library.getConnection()) {
            long value = number(connection, row);
            check(value < least, "row " + row + " by itself is " + value, least);
        }
    }

    private void check(boolean late, String what, long least) {
        if (late) {
            violations.add(what + ", expected at least " + least);
        }
    }

    /** Commits, which invalidates; or writes and takes it back. */
    private void write(Instance instance, int row, boolean back) throws SQLException {
        try (Connection connection = instance.library.getConnection();
                PreparedStatement update =
                        connection.prepareStatement("UPDATE items SET n = n + 1 WHERE id = ? RETURNING n")) {
            connection.setAutoCommit(false);
            update.setInt(1, row);
            long written;
            try (ResultSet result = update.executeQuery()) {
                assertThat(result.next()).isTrue();
                written = result.getLong(1);
            }
            if (back) {
                connection.rollback();
            } else {
                connection.commit();
                acknowledged.accumulateAndGet(row, written, Math::max);
                writes.incrementAndGet();
            }
        }
    }

    private static long number(Connection connection, int row) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(BY_ID)) {
            select.setInt(1, row);
            try (ResultSet result = select.executeQuery()) {
                assertThat(result.next()).isTrue();
                return result.getLong(1);
            }
        }
    }

    private static void stopAndGo(PostgresReplicaSet set, Random random) throws InterruptedException {
        List<PostgresServer> replicas = set.replicas();
        long end = System.nanoTime() + LENGTH.toNanos();
        while (System.nanoTime() < end) {
            PostgresServer replica = replicas.get(random.nextInt(replicas.size()));
            replica.pauseReplay();
            TimeUnit.MILLISECONDS.sleep(200 + random.nextInt(800));
            replica.resumeReplay();
            TimeUnit.MILLISECONDS.sleep(random.nextInt(400));
        }
    }

    private static CachePolicy policy(RedisServer redis) {
        CacheRule rule = new CacheRule(
                "items",
                new CacheRule.Match(List.of(), List.of(), List.of("public.items")),
                null,
                Duration.ofHours(1),
                List.of(),
                List.of(),
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                0);
        return new CachePolicy(
                "test/rows",
                "1",
                1,
                Instant.EPOCH,
                "test/db",
                RedisLocation.standalone(redis.host(), redis.port()),
                CachePolicy.DEFAULT_TTL_CLASSES,
                List.of(rule),
                new WriteEffects(WriteEffects.Unknown.EVERYTHING, true, Map.of(), Set.of(), Set.of(), Set.of()),
                EntryLimits.DEFAULT,
                List.of());
    }
}
