package dev.sluice.routing.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import dev.sluice.routing.cache.statement.NotCached;
import dev.sluice.routing.cache.statement.ReadQuery;
import dev.sluice.routing.jdbc.PoolOptions;
import dev.sluice.testing.postgres.PostgresReplicaSet;
import dev.sluice.testing.process.Poll;
import dev.sluice.testing.redis.RedisServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
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
        cache = QueryCache.open(
                new CachePolicy(
                        "test/automatic",
                        "1",
                        1,
                        Instant.EPOCH,
                        "test/db",
                        RedisLocation.standalone(REDIS.host(), REDIS.port()),
                        CachePolicy.DEFAULT_TTL_CLASSES,
                        List.of(renewed, rule),
                        new WriteEffects(WriteEffects.Unknown.EVERYTHING, Map.of(), Set.of()),
                        new EntryLimits(64 * 1024, 2048),
                        List.of()),
                RedisSettings.DEFAULT.withCommandTimeout(Duration.ofSeconds(5)),
                CacheSettings.DEFAULT.withBeta(0));
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

    @Test
    void rowSecurityIsNeverCachedAlsoBehindAView() throws Exception {
        for (String sql : List.of("SELECT name FROM secret", "SELECT name FROM secret_names")) {
            for (String role : List.of("alice", "bob")) {
                try (Connection connection = library.getConnection()) {
                    as(connection, role);
                    if (sql.endsWith("secret")) {
                        assertThat(one(connection, sql)).isEqualTo("of " + role);
                    }
                    assertThat(isCached(connection, sql))
                            .as("%s for %s", sql, role)
                            .isFalse();
                    execute(connection, "RESET ROLE");
                }
            }
        }
        assertThat(cache.statistics().notCached()).containsOnlyKeys(NotCached.ROW_SECURITY);
    }

    @Test
    void noUserGetsTheRowsOfAnother() throws Exception {
        assertThat(isCached(ITEMS)).isTrue();
        set.primary().execute("REVOKE SELECT ON items FROM bob");
        try (Connection connection = library.getConnection()) {
            as(connection, "alice");
            assertThat(isCached(connection, ITEMS)).isTrue();
            as(connection, "bob");
            assertThatThrownBy(() -> one(connection, ITEMS))
                    .isInstanceOf(SQLException.class)
                    .extracting(error -> ((SQLException) error).getSQLState())
                    .isEqualTo("42501");
            execute(connection, "RESET ROLE");
        } finally {
            set.primary().execute("GRANT SELECT ON items TO bob");
        }
        // Whoever takes a connection on which a role was left has that role.
        try (Connection connection = library.getConnection()) {
            as(connection, "bob");
            assertThat(one(connection, ITEMS)).isEqualTo("one");
            execute(connection, "RESET ROLE");
        }
    }

    @Test
    void namesAreLookedUpAsTheSessionDoes() throws Exception {
        assertThat(isCached(ITEMS)).isTrue();
        try (Connection connection = library.getConnection()) {
            execute(connection, "SET search_path = second, public");
            assertThat(one(connection, ITEMS)).isEqualTo("second");
            assertThat(isCached(connection, ITEMS)).isTrue();
            assertThat(one(connection, ITEMS)).isEqualTo("second");
            execute(connection, "RESET search_path");
            assertThat(one(connection, ITEMS)).isEqualTo("one");
        }
        try (Connection connection = library.getConnection()) {
            connection.setSchema("second");
            assertThat(one(connection, ITEMS)).isEqualTo("second");
            connection.setSchema("public");
            assertThat(one(connection, ITEMS)).isEqualTo("one");
        }
    }

    @Test
    void aTemporaryTableHidesTheTableAndTheCache() throws Exception {
        assertThat(isCached(ITEMS)).isTrue();
        try (Connection connection = library.getConnection()) {
            execute(connection, "CREATE TEMP TABLE items AS SELECT 1 AS id, 'temporary'::text AS name");
            assertThat(one(connection, ITEMS)).isEqualTo("temporary");
            assertThat(isCached(connection, ITEMS)).isFalse();
            assertThat(cache.statistics().notCached()).containsOnlyKeys(NotCached.TEMPORARY_TABLES);
            execute(connection, "DROP TABLE pg_temp.items");
            assertThat(one(connection, ITEMS)).isEqualTo("one");
            assertThat(isCached(connection, ITEMS)).isTrue();
        }
    }

    @Test
    void whatIsSetInTheSessionIsPartOfTheKey() throws Exception {
        String sql = "SELECT '2020-01-01 12:00+00'::timestamptz::text FROM items WHERE id = 1";
        try (Connection connection = library.getConnection()) {
            for (String zone : List.of("UTC", "Asia/Tokyo", "UTC")) {
                execute(connection, "SET TimeZone = '" + zone + "'");
                String expected = zone.equals("UTC") ? "2020-01-01 12:00:00+00" : "2020-01-01 21:00:00+09";
                assertThat(one(connection, sql)).isEqualTo(expected);
                assertThat(isCached(connection, sql)).isTrue();
                assertThat(one(connection, sql)).isEqualTo(expected);
            }
            connection.setAutoCommit(false);
            execute(connection, "SET LOCAL TimeZone = 'Asia/Tokyo'");
            assertThat(one(connection, sql)).isEqualTo("2020-01-01 21:00:00+09");
            connection.rollback();
            assertThat(one(connection, sql)).isEqualTo("2020-01-01 12:00:00+00");
            connection.setAutoCommit(true);
            execute(connection, "SET app.tenant = '1'");
            assertThat(isCached(connection, sql)).isFalse();
            assertThat(cache.statistics().notCached()).containsKey(NotCached.SESSION);
            execute(connection, "DISCARD ALL");
            assertThat(isCached(connection, ITEMS)).isTrue();
        }
    }

    @Test
    void transactionsThatOnlyReadAreAnsweredAndOthersAreNot() throws Exception {
        assertThat(isCached(ITEMS)).isTrue();
        try (Connection connection = library.getConnection()) {
            connection.setAutoCommit(false);
            assertThat(isCached(connection, ITEMS)).as("it has only read").isTrue();
            one(connection, "SELECT name FROM other FOR UPDATE");
            assertThat(isCached(connection, ITEMS)).as("it has locked").isFalse();
            connection.commit();
            assertThat(isCached(connection, ITEMS)).isTrue();
            assertThat(cache.statistics().notCached()).containsOnlyKeys(NotCached.TRANSACTION);
            connection.rollback();

            assertThatThrownBy(() -> one(connection, "SELECT 1/0")).isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> one(connection, ITEMS))
                    .as("the transaction has failed")
                    .isInstanceOf(SQLException.class);
            connection.rollback();

            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            assertThat(isCached(connection, ITEMS))
                    .as("it reads from a snapshot")
                    .isFalse();
            assertThat(cache.statistics().notCached()).containsKey(NotCached.SNAPSHOT);
            connection.rollback();
        }
    }

    @Test
    void viewsAreBoundToTheirTables() throws Exception {
        assertThat(isCached("SELECT * FROM item_names")).isTrue();
        try (Connection connection = library.getConnection()) {
            execute(connection, "UPDATE items SET name = 'new' WHERE id = 1");
        }
        assertThat(one("SELECT * FROM item_names")).isEqualTo("new");
        assertThat(isCached("SELECT * FROM today_names")).isFalse();
        assertThat(cache.statistics().notCached()).containsOnlyKeys(NotCached.VIEW);
    }

    @Test
    void aFunctionWithTheNameOfABuiltInOneIsNotTakenForIt() throws Exception {
        String sql = "SELECT lower(name) FROM items WHERE id = 1";
        assertThat(isCached(sql)).isTrue();
        try (Connection connection = library.getConnection()) {
            execute(
                    connection,
                    "CREATE FUNCTION public.lower(int) RETURNS text LANGUAGE sql AS $$SELECT clock_timestamp()::text$$");
            try {
                assertThat(isCached(sql)).isFalse();
                assertThat(cache.statistics().notCached()).containsOnlyKeys(NotCached.SHADOWED_FUNCTION);
            } finally {
                execute(connection, "DROP FUNCTION public.lower(int)");
            }
        }
    }

    @Test
    void aWriteToAPartitionIsSeenThroughItsParent() throws Exception {
        set.primary().execute("""
                CREATE TABLE items_by_year (id int, name text) PARTITION BY LIST (id);
                CREATE TABLE year_one PARTITION OF items_by_year FOR VALUES IN (1);
                INSERT INTO items_by_year VALUES (1, 'one');
                """);
        set.primary().execute("GRANT ALL ON items_by_year, year_one TO " + set.user());
        String sql = "SELECT name FROM items_by_year";
        assertThat(isCached(sql)).isTrue();
        try (Connection connection = library.getConnection()) {
            execute(connection, "UPDATE year_one SET name = 'new'");
        }
        assertThat(one(sql)).isEqualTo("new");
    }

    @Test
    void parametersArePartOfTheKey() throws Exception {
        try (Connection connection = library.getConnection();
                PreparedStatement statement = connection.prepareStatement("SELECT name FROM items WHERE id = ?")) {
            long before = hits();
            for (int round = 0; round < 20; round++) {
                for (int id = 1; id <= 3; id++) {
                    statement.setInt(1, id);
                    try (ResultSet row = statement.executeQuery()) {
                        assertThat(row.next()).isEqualTo(id < 3);
                        if (id < 3) {
                            assertThat(row.getString("name")).isEqualTo(id == 1 ? "one" : "two");
                            assertThat(row.next()).isFalse();
                        }
                    }
                }
            }
            assertThat(hits()).isGreaterThan(before + 20);
            statement.clearParameters();
            assertThatThrownBy(statement::executeQuery).isInstanceOf(SQLException.class);
            statement.setString(1, "x");
            assertThatThrownBy(statement::executeQuery).as("text for a number").isInstanceOf(SQLException.class);
        }
    }

    @Test
    @SuppressWarnings("try") // closing is what is tested
    void aStatementThatWasAnsweredBehavesLikeOneThatWasSent() throws Exception {
        assertThat(isCached(ITEMS)).isTrue();
        try (Connection connection = library.getConnection();
                Statement statement = connection.createStatement()) {
            long before = hits();
            assertThat(statement.execute(ITEMS)).isTrue();
            assertThat(hits()).isEqualTo(before + 1);
            assertThat(statement.getUpdateCount()).isEqualTo(-1);
            ResultSet first = statement.getResultSet();
            assertThat(first.next()).isTrue();
            assertThat(statement.getMoreResults()).isFalse();
            assertThat(first.isClosed()).isTrue();
            assertThat(statement.getResultSet()).isNull();
            assertThat(statement.getUpdateCount()).isEqualTo(-1);

            ResultSet second = statement.executeQuery(ITEMS);
            assertThat(second.next()).isTrue();
            assertThatThrownBy(second::previous).as("forward only").isInstanceOf(SQLException.class);
            statement.executeUpdate("INSERT INTO other VALUES (9, 'nine')");
            assertThat(second.isClosed()).as("the next execution closes it").isTrue();

            ResultSet third;
            try (Statement other = connection.createStatement()) {
                third = other.executeQuery(ITEMS);
                assertThat(third.next()).isTrue();
            }
            assertThat(third.isClosed()).as("with its statement").isTrue();

            try (Statement scrolling =
                    connection.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY)) {
                ResultSet rows = scrolling.executeQuery(ITEMS);
                assertThat(rows.last()).isTrue();
                assertThat(rows.getRow()).isEqualTo(1);
                assertThat(rows.first()).isTrue();
            }
            try (Statement limited = connection.createStatement()) {
                limited.setMaxRows(1);
                limited.executeQuery("SELECT name FROM items").close();
                assertThat(cache.statistics().notCached()).containsOnlyKeys(NotCached.STATEMENT_OPTIONS);
            }
        }
    }

    @Test
    void aLargeResultIsGivenButNotCached() throws Exception {
        set.primary().execute("INSERT INTO items SELECT n, repeat('x', 100) FROM generate_series(10, 1009) n");
        String sql = "SELECT id, name FROM items";
        for (int tries = 0; tries < 3; tries++) {
            try (Connection connection = library.getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(sql)) {
                int count = 0;
                while (rows.next()) {
                    count++;
                }
                assertThat(count).isEqualTo(1002);
            }
        }
        assertThat(cache.statistics().notCached()).containsExactly(Map.entry(NotCached.RESULT, 3L));
        assertThat(hits()).isZero();
    }

    @Test
    void aStaleResultIsRenewedInASessionOfItsOwn() throws Exception {
        String sql = "SELECT name FROM second.items WHERE id = ?";
        try (Connection connection = library.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            connection.setAutoCommit(false);
            statement.setInt(1, 1);
            assertThat(first(statement)).isEqualTo("second");
            // Nobody invalidates this, so only a renewal can show it while the old one is still given out.
            set.primary().execute("UPDATE second.items SET name = 'renewed'");
            Poll.until("it has been renewed", PATIENCE, () -> {
                try {
                    return first(statement).equals("renewed");
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            assertThat(cache.statistics().rule("renewed").orElseThrow().staleHits())
                    .isPositive();
            assertThat(cache.statistics().rule("renewed").orElseThrow().misses())
                    .isLessThanOrEqualTo(1);
            connection.rollback();
        }
    }

    private static String first(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getString(1);
        }
    }

    @Test
    void withoutRedisTheDatabaseAnswers() throws Exception {
        assertThat(isCached(ITEMS)).isTrue();
        REDIS.stop();
        for (int tries = 0; tries < 10; tries++) {
            assertThat(one(ITEMS)).isEqualTo("one");
        }
        try (Connection connection = library.getConnection()) {
            execute(connection, "UPDATE items SET name = 'new' WHERE id = 1");
            assertThat(one(connection, ITEMS)).isEqualTo("new");
        }
        REDIS.start();
        Poll.until("it is cached again", PATIENCE, () -> {
            try {
                assertThat(one(ITEMS)).isEqualTo("new");
                return isCached(ITEMS);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void onAReplicaWhatIsStaleIsNotKept() throws Exception {
        try (Connection connection = library.getConnection()) {
            connection.setReadOnly(true);
            assertThat(isCached(connection, ITEMS)).isTrue();
        }
        set.server("replica-1").execute("SELECT pg_wal_replay_pause()");
        try {
            try (Connection writer = library.getConnection()) {
                execute(writer, "UPDATE items SET name = 'new' WHERE id = 1");
            }
            try (Connection connection = library.getConnection()) {
                connection.setReadOnly(true);
                assertThat(one(connection, ITEMS)).as("as without a cache").isEqualTo("one");
            }
            assertThat(one(ITEMS)).isEqualTo("new");
        } finally {
            set.server("replica-1").execute("SELECT pg_wal_replay_resume()");
        }
        set.awaitReplication();
        try (Connection connection = library.getConnection()) {
            connection.setReadOnly(true);
            assertThat(one(connection, ITEMS)).isEqualTo("new");
        }
    }

    @Test
    void manyReadersNeverSeeWhatIsOlderThanACommit() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        AtomicInteger committed = new AtomicInteger();
        try {
            set.primary().execute("UPDATE items SET name = '0' WHERE id = 1");
            cache.invalidateModels("public.items");
            List<Future<Integer>> readers = new ArrayList<>();
            for (int reader = 0; reader < 7; reader++) {
                readers.add(threads.submit((Callable<Integer>) () -> {
                    int reads = 0;
                    try (Connection connection = library.getConnection()) {
                        while (committed.get() < 100) {
                            int least = committed.get();
                            assertThat(Integer.parseInt(one(connection, ITEMS))).isGreaterThanOrEqualTo(least);
                            reads++;
                        }
                    }
                    return reads;
                }));
            }
            try (Connection connection = library.getConnection()) {
                for (int value = 1; value <= 100; value++) {
                    execute(connection, "UPDATE items SET name = '" + value + "' WHERE id = 1");
                    committed.set(value);
                }
            }
            for (Future<Integer> reader : readers) {
                assertThat(reader.get()).isPositive();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void whileAResultSetMayWriteNothingIsCached() throws Exception {
        assertThat(isCached(ITEMS)).isTrue();
        try (Connection connection = library.getConnection();
                Statement updating =
                        connection.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_UPDATABLE)) {
            connection.setAutoCommit(false);
            try (ResultSet rows = updating.executeQuery("SELECT id, name FROM item_keys")) {
                assertThat(rows.next()).isTrue();
                rows.updateString("name", "uncommitted");
                rows.updateRow();
            }
            String sql = "SELECT name FROM item_keys";
            assertThat(one(connection, sql)).isEqualTo("uncommitted");
            assertThat(isCached(connection, sql)).isFalse();
            assertThat(cache.statistics().notCached()).containsKey(NotCached.SESSION);
            connection.rollback();
            assertThat(one(sql)).isEqualTo("one");
        }
    }

    @Test
    void aSettingWithALimitInItsNameMayChangeRows() throws Exception {
        try (Connection connection = library.getConnection()) {
            assertThat(isCached(connection, ITEMS)).isTrue();
            long before = hits();
            execute(connection, "SET work_mem = '8MB'");
            one(connection, ITEMS);
            assertThat(hits()).as("it changes no row").isEqualTo(before + 1);
            execute(connection, "SET gin_fuzzy_search_limit = 10");
            one(connection, ITEMS);
            assertThat(hits()).as("under another key").isEqualTo(before + 1);
        }
    }

    @Test
    void aBackslashThatIsMoreThanThatIsNotRead() throws Exception {
        try (Connection connection = library.getConnection()) {
            execute(connection, "SET standard_conforming_strings = off");
            assertThat(isCached(connection, ITEMS)).isFalse();
            assertThat(cache.statistics().notCached()).containsOnlyKeys(NotCached.SESSION);
        }
    }

    @Test
    void eachClusterHasKeysOfItsOwn() throws Exception {
        try (Connection connection = library.getConnection()) {
            assertThat(SessionFacts.ask(connection, "test/a").key())
                    .isNotEqualTo(SessionFacts.ask(connection, "test/b").key())
                    .isEqualTo(SessionFacts.ask(connection, "test/a").key());
        }
    }

    @Test
    void anotherDefinitionIsAnotherKey() throws Exception {
        set.primary()
                .execute("CREATE VIEW item_view AS SELECT name FROM items; GRANT ALL ON item_view TO " + set.user());
        String view = "SELECT name FROM item_view";
        String table = "SELECT name FROM items";
        try {
            String viewBefore = sources(view).ids();
            String tableBefore = sources(table).ids();
            assertThat(sources(view).ids()).isEqualTo(viewBefore);
            set.primary().execute("CREATE OR REPLACE VIEW item_view AS SELECT name FROM other");
            assertThat(sources(view).ids()).isNotEqualTo(viewBefore);
            assertThat(sources(view).models()).contains("public.other");
            set.primary().execute("ALTER TABLE items ADD COLUMN added int");
            assertThat(sources(table).ids()).isNotEqualTo(tableBefore);
        } finally {
            set.primary().execute("DROP VIEW item_view; ALTER TABLE items DROP COLUMN IF EXISTS added");
        }
    }

    @Test
    void aFunctionThatMayStandForAColumnIsFound() throws Exception {
        set.primary().execute("""
                CREATE TYPE inner_part AS (x int);
                CREATE TYPE outer_part AS (y inner_part);
                CREATE TABLE item_parent (id int, part outer_part);
                CREATE TABLE item_child () INHERITS (item_parent);
                """);
        try {
            for (String arguments : List.of(
                    "item_child",
                    "item_child, int DEFAULT 1",
                    "item_parent",
                    "outer_part",
                    "inner_part",
                    "anyelement")) {
                assertThat(sources("SELECT id FROM item_child").refusal()).isNull();
                set.primary()
                        .execute("CREATE FUNCTION computed(" + arguments
                                + ") RETURNS text STABLE LANGUAGE sql AS $$SELECT clock_timestamp()::text$$");
                assertThat(sources("SELECT id FROM item_child").refusal())
                        .as(arguments)
                        .isEqualTo(NotCached.UNKNOWN_FUNCTION);
                set.primary().execute("DROP FUNCTION computed");
            }
        } finally {
            set.primary().execute("""
                    DROP FUNCTION IF EXISTS computed;
                    DROP TABLE item_child, item_parent;
                    DROP TYPE outer_part, inner_part;
                    """);
        }
    }

    private Sources sources(String sql) throws SQLException {
        try (Connection connection = set.primary().connect()) {
            return new Catalog()
                    .ask(
                            connection,
                            SessionFacts.ask(connection, "test/db"),
                            ReadQuery.of(sql),
                            new WriteEffects(WriteEffects.Unknown.EVERYTHING, Map.of(), Set.of()));
        }
    }

    @Test
    void aQuestionThatFailsBreaksNoTransaction() throws Exception {
        set.primary().execute("""
                CREATE SCHEMA hidden;
                CREATE TABLE hidden.items (id int, name text);
                INSERT INTO hidden.items VALUES (1, 'hidden');
                CREATE VIEW item_hidden AS SELECT name FROM hidden.items;
                """);
        set.primary().execute("GRANT SELECT ON item_hidden TO alice");
        String sql = "SELECT name FROM item_hidden";
        try (Connection connection = library.getConnection()) {
            connection.setAutoCommit(false);
            execute(connection, "SET ROLE alice");
            connection.commit();
            assertThat(one(connection, sql)).isEqualTo("hidden");
            assertThat(isCached(connection, sql))
                    .as("a view on a schema that its reader must not use")
                    .isTrue();
            connection.rollback();
            execute(connection, "RESET ROLE");
            connection.commit();
        }
        set.primary().execute("REVOKE EXECUTE ON FUNCTION pg_control_system() FROM PUBLIC");
        try (Connection connection = library.getConnection()) {
            connection.setAutoCommit(false);
            // Nobody takes a right away from who owns the server.
            execute(connection, "SET ROLE alice");
            connection.commit();
            assertThat(one(connection, ITEMS)).isEqualTo("one");
            assertThat(cache.statistics().notCached()).containsKey(NotCached.CATALOG);
            assertThat(one(connection, "SELECT 1")).isEqualTo("1");
            connection.commit();
            execute(connection, "RESET ROLE");
            connection.commit();
        } finally {
            set.primary().execute("""
                    GRANT EXECUTE ON FUNCTION pg_control_system() TO PUBLIC;
                    DROP SCHEMA hidden CASCADE;
                    """);
        }
    }

    @Test
    void aReplicaWaitsForNoPrimary() throws Exception {
        Duration patience = Duration.ofMinutes(10);
        try (RoutingDataSource small = RoutingDataSource.open(
                        Libraries.options(set, new MemoryTopology(Documents.of(set, Documents.POLICY)))
                                .pools(new PoolOptions(1, 5, patience, Duration.ofMinutes(5), Duration.ofMinutes(30)))
                                .results(cache.automatic())
                                .build());
                Connection onlyWriter = small.getConnection();
                Connection reader = small.getConnection()) {
            assertThat(one(onlyWriter, "SELECT pg_is_in_recovery()")).isEqualTo("f");
            reader.setReadOnly(true);
            Instant begun = Instant.now();
            assertThat(one(reader, ITEMS)).isEqualTo("one");
            assertThat(one(reader, ITEMS)).isEqualTo("one");
            assertThat(Duration.between(begun, Instant.now())).isLessThan(patience);
            assertThat(hits()).as("nothing is stored").isZero();
        }
    }

    @Test
    @SuppressWarnings("try") // closing is what is tested
    void aResultEndsWithItsConnection() throws Exception {
        assertThat(isCached(ITEMS)).isTrue();
        long before = hits();
        ResultSet rows;
        try (Connection connection = library.getConnection()) {
            rows = connection.createStatement().executeQuery(ITEMS);
            assertThat(hits()).isEqualTo(before + 1);
            assertThat(rows.isClosed()).isFalse();
        }
        assertThat(rows.isClosed()).isTrue();
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

    private static void as(Connection connection, String role) throws SQLException {
        execute(connection, "SET ROLE " + role);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private boolean isCached(String sql) throws SQLException {
        try (Connection connection = library.getConnection()) {
            return isCached(connection, sql);
        }
    }

    /** Whether the cache answers a query, once its value has been stored, which is some moments after it was given. */
    private boolean isCached(Connection connection, String sql) throws SQLException {
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
