package dev.sluice.routing.it;

import dev.sluice.routing.RoutingDataSource;
import dev.sluice.routing.cache.CacheSettings;
import dev.sluice.routing.cache.QueryCache;
import dev.sluice.routing.cache.automatic.Catalog;
import dev.sluice.routing.cache.automatic.SessionFacts;
import dev.sluice.routing.cache.automatic.Sources;
import dev.sluice.routing.cache.policy.CachePolicy;
import dev.sluice.routing.cache.policy.CacheRule;
import dev.sluice.routing.cache.policy.EntryLimits;
import dev.sluice.routing.cache.policy.RedisLocation;
import dev.sluice.routing.cache.policy.WriteEffects;
import dev.sluice.routing.cache.redis.RedisSettings;
import dev.sluice.routing.cache.statement.ReadQuery;
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
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A query cache in automatic mode, with a Redis and a replica set of its own for each class of tests. */
abstract class AutomaticCache {

    static final Duration PATIENCE = Duration.ofSeconds(60);
    static final String ITEMS = "SELECT name FROM items WHERE id = 1";
    static final String HINTED = "/* sluice: cache class=medium tags=other */ SELECT name FROM other WHERE id = 1";
    static final String PINNED = "SELECT name, id FROM other WHERE id = 1";
    static RedisServer redis;
    static PostgresReplicaSet set;

    QueryCache cache;
    RoutingDataSource library;

    @BeforeAll
    static void start() {
        redis = RedisServer.open().start();
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
                CREATE TABLE item_keys (id int PRIMARY KEY, name text);
                INSERT INTO item_keys VALUES (1, 'one');
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
        redis.close();
    }

    @BeforeEach
    void open() {
        redis.start();
        set.primary().execute("""
                TRUNCATE items, other, secret, second.items;
                INSERT INTO items VALUES (1, 'one'), (2, 'two');
                INSERT INTO other VALUES (1, 'one');
                INSERT INTO second.items VALUES (1, 'second');
                INSERT INTO secret VALUES (1, 'of alice', 'alice'), (1, 'of bob', 'bob');
                """);
        set.awaitReplication();
        CacheRule rule = rule(
                "shop",
                Duration.ofHours(1),
                Duration.ZERO,
                "public.item*",
                "public.*secret*",
                "public.today*",
                "second.items");
        // It is stale nearly at once, and for an hour.
        CacheRule renewed = rule("renewed", Duration.ofMillis(200), Duration.ofHours(1), "second.items");
        CacheRule pinned = new CacheRule(
                "pinned",
                new CacheRule.Match(List.of(), List.of(ReadQuery.of(PINNED).fingerprint()), List.of()),
                "long",
                null,
                List.of("public.stock"),
                List.of("pins"),
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
                        RedisLocation.standalone(redis.host(), redis.port()),
                        CachePolicy.DEFAULT_TTL_CLASSES,
                        List.of(renewed, rule, pinned),
                        new WriteEffects(WriteEffects.Unknown.EVERYTHING, true, Map.of(), Set.of(), Set.of(), Set.of()),
                        new EntryLimits(64 * 1024, 2048),
                        List.of()),
                RedisSettings.DEFAULT.withCommandTimeout(Duration.ofSeconds(5)),
                settings());
        Poll.until("the cache is connected", PATIENCE, () -> cache.invalidateModels("items", "other", "secret"));
        Poll.until("nothing waits", PATIENCE, () -> cache.statistics().undelivered() == 0);
        library = RoutingDataSource.open(Libraries.options(set, new MemoryTopology(Documents.of(set, Documents.POLICY)))
                .results(cache.automatic())
                .build());
    }

    @AfterEach
    void close() {
        library.close();
        cache.close();
    }

    CacheSettings settings() {
        return CacheSettings.DEFAULT.withBeta(0);
    }

    private static CacheRule rule(String name, Duration ttl, Duration stale, String... tables) {
        return new CacheRule(
                name,
                new CacheRule.Match(List.of(), List.of(), List.of(tables)),
                null,
                ttl,
                List.of(),
                List.of(),
                stale,
                Duration.ZERO,
                Duration.ZERO,
                0);
    }

    static void as(Connection connection, String role) throws SQLException {
        execute(connection, "SET ROLE " + role);
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    boolean isCached(String sql) throws SQLException {
        try (Connection connection = library.getConnection()) {
            return isCached(connection, sql);
        }
    }

    /** Whether the cache answers a query, once its value has been stored, which is some moments after it was given. */
    boolean isCached(Connection connection, String sql) throws SQLException {
        AtomicBoolean hit = new AtomicBoolean();
        Poll.until("the cache has answered " + sql + ", or is not asked", PATIENCE, () -> {
            long hits = hits();
            long asked = asked();
            try {
                one(connection, sql);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            hit.set(hits() > hits);
            return hit.get() || asked() == asked;
        });
        return hit.get();
    }

    private long asked() {
        return cache.statistics().rules().stream()
                .mapToLong(rule -> rule.hits() + rule.misses() + rule.bypasses() + rule.loads())
                .sum();
    }

    long hits() {
        return cache.statistics().rules().stream()
                .mapToLong(rule -> rule.hits())
                .sum();
    }

    String one(String sql) throws SQLException {
        try (Connection connection = library.getConnection()) {
            return one(connection, sql);
        }
    }

    static String one(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? String.valueOf(row.getString(1)) : "no row";
        }
    }

    Sources sources(String sql) throws SQLException {
        try (Connection connection = set.primary().connect()) {
            return new Catalog()
                    .ask(
                            connection::prepareStatement,
                            SessionFacts.ask(connection::prepareStatement, "test/db"),
                            ReadQuery.of(sql),
                            new WriteEffects(
                                    WriteEffects.Unknown.EVERYTHING, true, Map.of(), Set.of(), Set.of(), Set.of()));
        }
    }
}
