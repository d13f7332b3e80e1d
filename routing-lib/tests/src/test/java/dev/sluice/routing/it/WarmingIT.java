package dev.sluice.routing.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.routing.RoutingDataSource;
import dev.sluice.routing.cache.CacheSettings;
import dev.sluice.routing.cache.QueryCache;
import dev.sluice.routing.cache.ReadOptions;
import dev.sluice.routing.cache.RuleStatistics;
import dev.sluice.routing.cache.WarmValue;
import dev.sluice.routing.cache.policy.CachePolicy;
import dev.sluice.routing.cache.policy.CacheRule;
import dev.sluice.routing.cache.policy.EntryLimits;
import dev.sluice.routing.cache.policy.RedisLocation;
import dev.sluice.routing.cache.policy.WarmQuery;
import dev.sluice.routing.cache.policy.WriteEffects;
import dev.sluice.routing.cache.redis.RedisSettings;
import dev.sluice.testing.postgres.PostgresReplicaSet;
import dev.sluice.testing.process.Poll;
import dev.sluice.testing.redis.RedisServer;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Statements of the policy that two instances of an application warm, on a replica of a real PostgreSQL. */
class WarmingIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final ReadOptions<Integer> COUNT =
            ReadOptions.of(Integer.class).rule("counts").models("public.items");
    private static final String SQL = "SELECT count(*) FROM items WHERE id < ? AND ?::text IS NULL";

    private final RedisServer redis = RedisServer.open();
    private PostgresReplicaSet set;
    private Instance one;
    private Instance other;

    /** One process of an application. */
    private static final class Instance implements AutoCloseable {

        final QueryCache cache;
        final RoutingDataSource library;
        final AtomicInteger scheduled = new AtomicInteger();
        final AtomicInteger once = new AtomicInteger();
        final AtomicInteger onPrimary = new AtomicInteger();

        Instance(PostgresReplicaSet set, CachePolicy policy) {
            cache = QueryCache.open(
                    policy,
                    RedisSettings.DEFAULT.withCommandTimeout(Duration.ofSeconds(5)),
                    CacheSettings.DEFAULT.withBeta(0).withFlushEvery(Duration.ofMillis(100)));
            library = RoutingDataSource.open(
                    Libraries.options(set, new MemoryTopology(Documents.of(set, Documents.POLICY)))
                            .commits(cache.commitListener())
                            .build());
        }

        void warm() {
            cache.warm(
                    library,
                    List.of(
                            new WarmValue<>("items-each-second", "count:often", COUNT, rows -> count(rows, scheduled)),
                            new WarmValue<>("items-at-start", "count:once", COUNT, rows -> count(rows, once)),
                            new WarmValue<>("writes", "count:written", COUNT, rows -> count(rows, once)),
                            new WarmValue<>("ends-its-transaction", "count:ended", COUNT, rows -> count(rows, once)),
                            new WarmValue<>("not-in-the-policy", "count:none", COUNT, rows -> count(rows, once))));
        }

        private int count(ResultSet rows, AtomicInteger calls) throws SQLException {
            calls.incrementAndGet();
            try (Statement statement = rows.getStatement().getConnection().createStatement();
                    ResultSet recovery = statement.executeQuery("SELECT pg_is_in_recovery()")) {
                recovery.next();
                if (!recovery.getBoolean(1)) {
                    onPrimary.incrementAndGet();
                }
            }
            rows.next();
            return rows.getInt(1);
        }

        /** What is cached; fails when nothing is. */
        @Nullable
        Integer cached(String key) throws SQLException {
            return cache.get(key, COUNT, () -> {
                throw new SQLException("nothing is cached for " + key);
            });
        }

        @Override
        public void close() {
            library.close();
            cache.close();
        }
    }

    @BeforeEach
    void open() {
        redis.start();
        set = PostgresReplicaSet.builder().replicas(1).start();
        set.primary().execute("CREATE TABLE items (id int); INSERT INTO items VALUES (1), (2), (1000)");
        set.primary()
                .execute("CREATE FUNCTION add_item() RETURNS bigint LANGUAGE sql AS"
                        + " 'INSERT INTO items VALUES (5); SELECT count(*) FROM items'");
        set.awaitReplication();
        one = new Instance(set, policy());
        other = new Instance(set, policy());
        for (Instance instance : List.of(one, other)) {
            Poll.until("the cache is connected", PATIENCE, () -> instance.cache.invalidateModels("no such table"));
            Poll.until(
                    "nothing waits", PATIENCE, () -> instance.cache.statistics().undelivered() == 0);
        }
    }

    @AfterEach
    void close() {
        one.close();
        other.close();
        set.close();
        redis.close();
    }

    @Test
    void oneInstanceAtATimeLoadsWhatIsReadLater() throws SQLException {
        long begun = System.nanoTime();
        one.warm();
        other.warm();
        Poll.until(
                "both values are warm",
                PATIENCE,
                () -> stored("count:often").equals("p2") && stored("count:once").equals("p2"));
        assertThat(one.cached("count:once")).isEqualTo(2);
        assertThat(other.cached("count:often")).isEqualTo(2);
        Poll.until("it is loaded again and again", PATIENCE, () -> one.scheduled.get() + other.scheduled.get() >= 4);
        int loads = one.scheduled.get() + other.scheduled.get();
        assertThat(loads)
                .as("one in a second, and one when both start at once")
                .isLessThanOrEqualTo(
                        (int) Duration.ofNanos(System.nanoTime() - begun).toSeconds() + 2);
        assertThat(one.once.get() + other.once.get()).isEqualTo(1);
        assertThat(one.onPrimary.get() + other.onPrimary.get()).isZero();

        long before = warmedAt();
        assertThat(before).isGreaterThan(0);
        one.library.executeWrite(connection -> {
            try (var statement = connection.createStatement()) {
                return statement.executeUpdate("INSERT INTO items VALUES (3)");
            }
        });
        Poll.until(
                "the new value is warm", PATIENCE, () -> stored("count:often").equals("p3"));
        assertThat(other.cached("count:often")).isEqualTo(3);
        Poll.until("progress is told", PATIENCE, () -> warmedAt() > before);
        assertThat(one.cache.sharedStatistics().toCompletableFuture().join())
                .extracting(RuleStatistics::rule)
                .doesNotContain("items-each-second");

        one.close();
        int loaded = other.scheduled.get();
        Poll.until("the other one goes on", PATIENCE, () -> other.scheduled.get() > loaded + 1);
        assertThat(other.library.<Integer>executeWrite(
                        connection -> Libraries.number(connection, "SELECT count(*)::int FROM items")))
                .as("no statement of the policy has written")
                .isEqualTo(4);
        assertThat(stored("count:written")).isEmpty();
        assertThat(stored("count:ended")).isEmpty();
    }

    @Test
    void aStatementWhoseValueIsNotStoredIsNotRunAgainAtOnce() throws InterruptedException {
        ReadOptions<String> large = ReadOptions.of(String.class).rule("counts").models("public.items");
        one.cache.warm(one.library, List.of(new WarmValue<>("items-at-start", "count:large", large, rows -> {
            one.once.incrementAndGet();
            return "more than is cached ".repeat(100_000);
        })));
        Poll.until("it has run", PATIENCE, () -> one.once.get() > 0);
        Thread.sleep(Duration.ofSeconds(5).toMillis());
        assertThat(one.once).hasValue(1);
        assertThat(stored("count:large")).isEmpty();
    }

    @Test
    void aSlowStatementKeepsNoValueFromBeingRenewed() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        AtomicInteger loads = new AtomicInteger();
        ReadOptions<Integer> renewed =
                ReadOptions.of(Integer.class).ttl(Duration.ofMillis(100)).staleWhileRevalidate(Duration.ofHours(1));
        try (QueryCache cache = QueryCache.open(
                policy(), RedisSettings.DEFAULT.withCommandTimeout(Duration.ofSeconds(5)), oneThread())) {
            cache.warm(one.library, List.of(new WarmValue<>("items-at-start", "count:slow", COUNT, rows -> {
                begun.countDown();
                try {
                    end.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return 0;
            })));
            assertThat(begun.await(5, TimeUnit.MINUTES)).isTrue();
            Poll.until("the value is stored", PATIENCE, () -> {
                cache.get("renewed", renewed, loads::incrementAndGet);
                return !stored("renewed").isEmpty();
            });
            Thread caller = Thread.currentThread();
            AtomicInteger inBackground = new AtomicInteger();
            Poll.until("it is renewed in the background", PATIENCE, () -> {
                cache.get("renewed", renewed, () -> {
                    if (!caller.equals(Thread.currentThread())) {
                        inBackground.incrementAndGet();
                    }
                    return loads.incrementAndGet();
                });
                return inBackground.get() > 0;
            });
        } finally {
            end.countDown();
        }
    }

    private static CacheSettings oneThread() {
        CacheSettings settings = CacheSettings.DEFAULT;
        return new CacheSettings(
                settings.lease(),
                settings.waitLimit(),
                0,
                settings.loadsWithoutCache(),
                1,
                settings.failureThreshold(),
                settings.trialEvery(),
                settings.flushEvery(),
                settings.nearEntries(),
                settings.nearBound());
    }

    private long warmedAt() {
        String told = ask(commands -> commands.hget("qstats:{test/warm}", "items-each-second|warmedAt"));
        return told == null ? 0 : Long.parseLong(told);
    }

    /** The value as Redis has it; asking for it by the cache would begin to load it. */
    private String stored(String key) {
        String entry = ask(commands -> commands.get("qcache:{test/warm}:e:" + key));
        return entry == null ? "" : entry.substring(entry.lastIndexOf('\n') + 1);
    }

    private @Nullable String ask(Function<RedisCommands<String, String>, @Nullable String> question) {
        RedisClient client = RedisClient.create(redis.uri());
        try (var connection = client.connect()) {
            return question.apply(connection.sync());
        } finally {
            client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
        }
    }

    private CachePolicy policy() {
        CacheRule rule = new CacheRule(
                "counts",
                CacheRule.Match.BY_NAME_ONLY,
                "veryLong",
                null,
                List.of(),
                List.of(),
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                0);
        List<@Nullable String> parameters = Arrays.asList("100", null);
        return new CachePolicy(
                "test/warm",
                "uid-1",
                1,
                Instant.parse("2026-11-25T10:00:00Z"),
                "test/main",
                RedisLocation.standalone(redis.host(), redis.port()),
                CachePolicy.DEFAULT_TTL_CLASSES,
                List.of(rule),
                WriteEffects.NONE_KNOWN,
                EntryLimits.DEFAULT,
                List.of(
                        new WarmQuery("items-each-second", SQL, parameters, "counts", EVERY),
                        new WarmQuery("items-at-start", SQL, parameters, null, null),
                        new WarmQuery("writes", "SELECT add_item()", List.of(), null, EVERY),
                        new WarmQuery(
                                "ends-its-transaction",
                                "SELECT 1; COMMIT; INSERT INTO items VALUES (6)",
                                List.of(),
                                null,
                                EVERY)));
    }
}
