package dev.sluice.routing.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.routing.RoutingDataSource;
import dev.sluice.routing.cache.CacheSettings;
import dev.sluice.routing.cache.QueryCache;
import dev.sluice.routing.cache.policy.CachePolicy;
import dev.sluice.routing.cache.policy.CacheRule;
import dev.sluice.routing.cache.policy.EntryLimits;
import dev.sluice.routing.cache.policy.RedisLocation;
import dev.sluice.routing.cache.policy.WriteEffects;
import dev.sluice.routing.cache.redis.RedisSettings;
import dev.sluice.testing.postgres.PostgresReplicaSet;
import dev.sluice.testing.process.Poll;
import dev.sluice.testing.redis.RedisServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Queries are cached by themselves when a rule or a comment means them, and only when nothing speaks against it. */
class AutomaticCacheIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String ITEMS = "SELECT name FROM items WHERE id = 1";
    private static final String HINTED =
            "/* sluice: cache class=medium tags=other */ SELECT name FROM other WHERE id = 1";
    private static final RedisServer REDIS = RedisServer.open();
    private static PostgresReplicaSet set;

    private QueryCache cache;
    private RoutingDataSource library;

    @BeforeAll
    static void start() {
        REDIS.start();
        set = PostgresReplicaSet.builder().replicas(1).start();
        set.primary().execute("""
                CREATE TABLE items (id int, name text);
                CREATE TABLE other (id int, name text);
                CREATE TABLE secret (id int, name text, owner text);
                ALTER TABLE secret ENABLE ROW LEVEL SECURITY;
                CREATE POLICY own ON secret USING (owner = current_user);
                CREATE VIEW item_names AS SELECT name FROM items WHERE id = 1;
                CREATE VIEW today_names AS SELECT name FROM items WHERE current_date > '2000-01-01';
                CREATE VIEW secret_names AS SELECT name FROM secret;
                CREATE SCHEMA second;
                CREATE TABLE second.items (id int, name text);
                CREATE ROLE alice;
                CREATE ROLE bob;
                """);
        set.primary().execute("GRANT alice, bob TO " + set.user());
        for (String role : List.of("alice", "bob", set.user())) {
            set.primary().execute("GRANT USAGE ON SCHEMA public, second TO " + role);
            set.primary().execute("GRANT ALL ON ALL TABLES IN SCHEMA public, second TO " + role);
        }
        set.primary().execute("GRANT CREATE ON SCHEMA public TO " + set.user());
        set.awaitReplication();
    }

    @AfterAll
    static void stop() {
        set.close();
        REDIS.close();
    }

    @BeforeEach
    void open() {
        REDIS.start();
        set.primary().execute("""
                TRUNCATE items, other, secret, second.items;
                INSERT INTO items VALUES (1, 'one'), (2, 'two');
                INSERT INTO other VALUES (1, 'one');
                INSERT INTO second.items VALUES (1, 'second');
                INSERT INTO secret VALUES (1, 'of alice', 'alice'), (1, 'of bob', 'bob');
                """);
        set.awaitReplication();
        CacheRule rule = new CacheRule(
                "shop",
                new CacheRule.Match(
                        List.of(),
                        List.of(),
                        List.of("public.item*", "second.items", "public.*secret*", "public.today*")),
                null,
                Duration.ofHours(1),
                List.of(),
                List.of(),
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                0);
        cache = QueryCache.open(
                new CachePolicy(
                        "test/automatic",
                        "1",
                        1,
                        Instant.EPOCH,
                        "test/db",
                        RedisLocation.standalone(REDIS.host(), REDIS.port()),
                        CachePolicy.DEFAULT_TTL_CLASSES,
                        List.of(rule),
                        new WriteEffects(WriteEffects.Unknown.EVERYTHING, Map.of(), Set.of()),
                        new EntryLimits(64 * 1024, 2048),
                        List.of()),
                RedisSettings.DEFAULT.withCommandTimeout(Duration.ofSeconds(5)),
                CacheSettings.DEFAULT.withBeta(0));
        Poll.until("the cache is connected", PATIENCE, () -> cache.invalidateModels("items", "other", "secret"));
        library = RoutingDataSource.open(Libraries.options(set, new MemoryTopology(Documents.of(set, Documents.POLICY)))
                .results(cache.automatic())
                .build());
    }

    @AfterEach
    void close() {
        library.close();
        cache.close();
    }

    @Test
    void aRuleAndACommentAreEnoughAndNothingElseIsCached() throws Exception {
        assertThat(isCached(ITEMS)).as("by the rule").isTrue();
        assertThat(isCached(HINTED)).as("by the comment").isTrue();
        assertThat(isCached("SELECT name FROM other WHERE id = 1"))
                .as("neither")
                .isFalse();
        assertThat(isCached("/* sluice: no-cache */ " + ITEMS)).as("not wanted").isFalse();
        assertThat(isCached("SELECT i.name FROM items i JOIN other o USING (id)"))
                .as("the rule does not mean all tables")
                .isFalse();
        assertThat(cache.statistics().notCached()).isEmpty();
    }

    @Test
    void aCommitInvalidates() throws Exception {
        assertThat(isCached(ITEMS)).isTrue();
        try (Connection connection = library.getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE items SET name = 'new' WHERE id = 1");
            assertThat(one(ITEMS)).isEqualTo("new");

            connection.setAutoCommit(false);
            statement.executeUpdate("UPDATE items SET name = 'newer' WHERE id = 1");
            assertThat(one(connection, ITEMS)).as("its own write").isEqualTo("newer");
            assertThat(one(ITEMS)).as("another's").isEqualTo("new");
            connection.commit();
            assertThat(one(ITEMS)).isEqualTo("newer");
            assertThat(one(connection, ITEMS)).isEqualTo("newer");
        }
    }

    private boolean isCached(String sql) throws SQLException {
        try (Connection connection = library.getConnection()) {
            return isCached(connection, sql);
        }
    }

    /** Whether the cache answers a query once its value has been stored, which is some moments after it was given. */
    private boolean isCached(Connection connection, String sql) throws SQLException {
        for (int tries = 0; tries < 20; tries++) {
            long before = hits();
            one(connection, sql);
            if (hits() > before) {
                return true;
            }
        }
        return false;
    }

    private long hits() {
        return cache.statistics().rules().stream()
                .mapToLong(rule -> rule.hits())
                .sum();
    }

    private String one(String sql) throws SQLException {
        try (Connection connection = library.getConnection()) {
            return one(connection, sql);
        }
    }

    private static String one(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? String.valueOf(row.getString(1)) : "no row";
        }
    }
}
