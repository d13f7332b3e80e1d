package dev.sluice.routing.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.routing.RoutingDataSource;
import dev.sluice.routing.cache.CacheSettings;
import dev.sluice.routing.cache.QueryCache;
import dev.sluice.routing.cache.ReadOptions;
import dev.sluice.routing.cache.RoutedLoader;
import dev.sluice.routing.cache.policy.CachePolicy;
import dev.sluice.routing.cache.policy.EntryLimits;
import dev.sluice.routing.cache.policy.RedisLocation;
import dev.sluice.routing.cache.policy.WriteEffects;
import dev.sluice.routing.cache.redis.RedisSettings;
import dev.sluice.testing.postgres.PostgresReplicaSet;
import dev.sluice.testing.postgres.PostgresServer;
import dev.sluice.testing.process.Poll;
import dev.sluice.testing.redis.RedisServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is written through the data source is invalidated, and what a replica has not replayed is not cached. */
class CacheIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final RedisServer REDIS = RedisServer.open();
    private static final ReadOptions<Integer> COUNT =
            ReadOptions.of(Integer.class).ttl(Duration.ofHours(1)).models("public.items");
    private static final RedisSettings REDIS_SETTINGS = RedisSettings.DEFAULT.withCommandTimeout(Duration.ofSeconds(5));
    private static final CacheSettings CACHE_SETTINGS = CacheSettings.DEFAULT.withBeta(0);
    private static PostgresReplicaSet set;

    private QueryCache cache;
    private RoutingDataSource library;
    private final AtomicInteger loads = new AtomicInteger();

    @BeforeAll
    static void start() {
        REDIS.start();
        set = PostgresReplicaSet.builder().replicas(1).start();
        set.primary().execute("CREATE TABLE items (id int); CREATE TABLE other (id int)");
        set.primary().execute("CREATE FUNCTION add_item() RETURNS void LANGUAGE sql AS 'INSERT INTO items VALUES (1)'");
        set.primary().execute("""
                CREATE TABLE audited (id int);
                CREATE FUNCTION audit() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM add_item(); RETURN NEW; END';
                CREATE TRIGGER audit AFTER INSERT ON audited FOR EACH ROW EXECUTE FUNCTION audit();
                CREATE VIEW shown AS SELECT * FROM items;
                """);
        set.awaitReplication();
    }

    @AfterAll
    static void stop() {
        set.close();
        REDIS.close();
    }

    @BeforeEach
    void open() {
        cache = withPolicy(
                new WriteEffects(WriteEffects.Unknown.EVERYTHING, true, Map.of(), Set.of(), Set.of(), Set.of()));
        library = library(cache);
    }

    private static QueryCache withPolicy(WriteEffects writes) {
        CachePolicy policy = new CachePolicy(
                "test/items",
                "uid-1",
                1,
                Instant.EPOCH,
                "test/db",
                RedisLocation.standalone(REDIS.host(), REDIS.port()),
                CachePolicy.DEFAULT_TTL_CLASSES,
                List.of(),
                writes,
                EntryLimits.DEFAULT,
                List.of());
        return QueryCache.open(policy, REDIS_SETTINGS, CACHE_SETTINGS);
    }

    private static RoutingDataSource library(QueryCache cache) {
        Poll.until("the cache is connected", PATIENCE, () -> cache.invalidateModels("no such table"));
        return RoutingDataSource.open(Libraries.options(set, new MemoryTopology(Documents.of(set, Documents.POLICY)))
                .commits(cache.commitListener())
                .build());
    }

    @AfterEach
    void close() {
        library.close();
        cache.close();
    }

    @Test
    void aCommitInvalidatesWhatItWroteAndARollbackDoesNot() throws Exception {
        int before = count();
        try (Connection connection = library.getConnection()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.executeUpdate("INSERT INTO items VALUES (1)");
                assertThat(count()).as("not committed").isEqualTo(before);
                connection.rollback();
                assertThat(isCached()).as("rolled back").isTrue();

                statement.executeUpdate("INSERT INTO items VALUES (1)");
                connection.commit();
            }
        }
        assertThat(count()).isEqualTo(before + 1);
    }

    @Test
    void eachWayToWriteIsSeen() throws Exception {
        int expected = count();
        library.executeWrite(connection -> {
            try (PreparedStatement statement = connection.prepareStatement("INSERT INTO items VALUES (?)")) {
                statement.setInt(1, 1);
                return statement.executeUpdate();
            }
        });
        assertThat(count()).as("executeWrite").isEqualTo(++expected);

        try (Connection connection = library.getConnection();
                Statement statement = connection.createStatement()) {
            statement.addBatch("INSERT INTO public.items VALUES (1)");
            statement.addBatch("INSERT INTO other VALUES (1)");
            statement.executeBatch();
            assertThat(count()).as("batch").isEqualTo(++expected);

            statement.execute("BEGIN; INSERT INTO items VALUES (1)");
            statement.execute("COMMIT");
            assertThat(count()).as("BEGIN and COMMIT as text").isEqualTo(++expected);

            statement.executeQuery("SELECT add_item()");
            assertThat(count()).as("a function that nobody knows").isEqualTo(++expected);

            connection.setAutoCommit(false);
            statement.executeUpdate("INSERT INTO items VALUES (1)");
            connection.setAutoCommit(true);
            assertThat(count()).as("auto-commit turned on").isEqualTo(++expected);

            assertThatThrownBy(() -> statement.executeUpdate("INSERT INTO items VALUES ('x')"))
                    .isInstanceOf(SQLException.class);
            assertThat(count()).isEqualTo(expected);
        }
    }

    @Test
    void aFunctionThatWritesUnderTheNameOfABuiltInOneIsSeen() throws Exception {
        set.primary().execute("CREATE FUNCTION log(text) RETURNS void LANGUAGE sql AS 'INSERT INTO items VALUES (1)'");
        close();
        cache = withPolicy(
                new WriteEffects(WriteEffects.Unknown.EVERYTHING, true, Map.of(), Set.of(), Set.of(), Set.of("log")));
        library = library(cache);
        cache.invalidateModels("public.items");
        int expected = count();
        try (Connection connection = library.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT log('a')");
            assertThat(count()).isEqualTo(++expected);
            statement.execute("SELECT * FROM \"log\"('a')");
            assertThat(count()).isEqualTo(expected + 1);
            statement.execute("SELECT pg_catalog.log(10), lower('A')");
            assertThat(isCached()).as("the built-in one").isTrue();
        }
        assertThat(cache.statistics().madeAllOld()).isEqualTo(2);
    }

    @Test
    void withoutThePolicyOfAnOperatorAnyWriteMayTouchAnything() throws Exception {
        RedisLocation location = RedisLocation.standalone(REDIS.host(), REDIS.port());
        assertTriggerAndViewAreSeen(QueryCache.open(location, "test/alone", REDIS_SETTINGS, CACHE_SETTINGS));
        assertTriggerAndViewAreSeen(withPolicy(WriteEffects.NONE_KNOWN));
    }

    private void assertTriggerAndViewAreSeen(QueryCache opened) throws SQLException {
        close();
        cache = opened;
        library = library(opened);
        // Others of these names have written without telling this one.
        cache.invalidateModels("public.items");
        int expected = count();
        write("INSERT INTO audited VALUES (1)");
        assertThat(count()).as("a trigger").isEqualTo(++expected);
        write("INSERT INTO shown VALUES (1)");
        assertThat(count()).as("a view").isEqualTo(++expected);
    }

    private void write(String sql) throws SQLException {
        library.executeWrite(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.executeUpdate(sql);
            }
        });
    }

    @Test
    void temporaryTablesLeaveTheValueAndWhatMakesAllOldIsCounted() throws Exception {
        count();
        try (Connection connection = library.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TEMP TABLE mine AS SELECT * FROM items");
            statement.execute("INSERT INTO pg_temp.mine VALUES (1)");
            statement.execute("UPDATE mine SET id = 2");
            assertThat(isCached()).isTrue();
            assertThat(cache.statistics().madeAllOld()).isZero();
            statement.execute("DO 'BEGIN END'");
        }
        assertThat(cache.statistics().madeAllOld()).isEqualTo(1);
    }

    @Test
    void aWriteToAnotherTableLeavesTheValue() throws Exception {
        count();
        library.executeWrite(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.executeQuery("SELECT * FROM items FOR UPDATE").close();
                return statement.executeUpdate("UPDATE other SET id = id + 1");
            }
        });
        assertThat(isCached()).isTrue();
    }

    @Test
    void whatALaggingReplicaAnswersIsNotCached() throws Exception {
        PostgresServer replica = set.server("replica-1");
        set.awaitReplication();
        replica.execute("SELECT pg_wal_replay_pause()");
        try {
            int before = primaryCount();
            library.executeWrite(connection -> {
                try (Statement statement = connection.createStatement()) {
                    return statement.executeUpdate("INSERT INTO items VALUES (1)");
                }
            });
            assertThat(replicaCount()).as("the replica is behind").isEqualTo(before);
            int loaded = loads.get();
            assertThat(replicaCount()).isEqualTo(before);
            assertThat(loads).as("so nothing was stored").hasValue(loaded + 1);

            replica.execute("SELECT pg_wal_replay_resume()");
            Poll.until("the replica has caught up and is cached", PATIENCE, this::isCachedFromReplica);
            assertThat(replicaCount()).isEqualTo(before + 1);
        } finally {
            replica.execute("SELECT pg_wal_replay_resume()");
        }
    }

    @Test
    void whatALaggingReplicaAnswersAfterItsKeyWasInvalidatedIsNotCached() throws Exception {
        PostgresServer replica = set.server("replica-1");
        set.awaitReplication();
        Poll.until("a value of the replica is cached", PATIENCE, this::isCachedFromReplica);
        replica.execute("SELECT pg_wal_replay_pause()");
        try {
            int before = replicaCount();
            set.primary().execute("INSERT INTO items VALUES (1)");
            assertThat(cache.invalidateKeys("replica count")).isTrue();
            assertThat(replicaCount()).as("the replica is behind").isEqualTo(before);

            replica.execute("SELECT pg_wal_replay_resume()");
            set.awaitReplication();
            assertThat(replicaCount()).isEqualTo(before + 1);
        } finally {
            replica.execute("SELECT pg_wal_replay_resume()");
        }
        Poll.until("it is cached", PATIENCE, this::isCachedFromReplica);
    }

    @Test
    void aReplicaThatHasReplayedAFileToItsEndIsNotBehind() throws Exception {
        Poll.until("the replica is read", PATIENCE, this::readsFromReplica);
        boolean cached = false;
        // Now and then the server writes something of its own behind the end, or the replica takes its time.
        for (int attempt = 0; attempt < 5; attempt++) {
            set.primary().query("SELECT pg_switch_wal()");
            set.awaitReplication();
            cache.invalidateKeys("replica count");
            replicaCount();
            cached |= isCachedFromReplica();
        }
        assertThat(cached).isTrue();
    }

    @Test
    void whatAReplicaAnswersWhileThereIsNoPrimaryIsGivenButNotCached() throws Exception {
        PostgresServer primary = set.primary();
        set.awaitReplication();
        Poll.until("the replica is read", PATIENCE, this::readsFromReplica);
        int before = primaryCount();
        cache.invalidateModels("public.items");
        primary.stop();
        try {
            assertThat(replicaCount()).isEqualTo(before);
            int loaded = loads.get();
            assertThat(replicaCount()).isEqualTo(before);
            assertThat(loads).as("nothing was stored").hasValue(loaded + 1);
        } finally {
            primary.start();
        }
        Poll.until("the primary is back and values are cached", PATIENCE, this::isCachedFromReplica);
    }

    private boolean readsFromReplica() {
        try {
            return library.executeRead(Libraries::port) != set.primary().port();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean isCachedFromReplica() {
        try {
            int loaded = loads.get();
            replicaCount();
            return loads.get() == loaded;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private int primaryCount() throws SQLException {
        return library.executeWrite(connection -> Libraries.number(connection, "SELECT count(*) FROM items"));
    }

    private int replicaCount() throws SQLException {
        Integer count = cache.getAt("replica count", COUNT, RoutedLoader.of(library, connection -> {
            loads.incrementAndGet();
            return Libraries.number(connection, "SELECT count(*) FROM items");
        }));
        return count == null ? -1 : count;
    }

    private boolean isCached() throws SQLException {
        // What was loaded is stored a moment later.
        int loaded = loads.get();
        count();
        return loads.get() == loaded;
    }

    private int count() throws SQLException {
        Integer count = cache.get("count", COUNT, () -> {
            loads.incrementAndGet();
            return primaryCount();
        });
        return count == null ? -1 : count;
    }
}
