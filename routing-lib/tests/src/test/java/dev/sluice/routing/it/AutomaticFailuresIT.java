package dev.sluice.routing.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.routing.RoutingDataSource;
import dev.sluice.routing.cache.statement.NotCached;
import dev.sluice.routing.jdbc.PoolOptions;
import dev.sluice.testing.process.Poll;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** When Redis, a replica or a question of the cache fails, the database answers, and nothing old is kept. */
class AutomaticFailuresIT extends AutomaticCache {

    @Test
    void withoutRedisTheDatabaseAnswers() throws Exception {
        assertThat(isCached(ITEMS)).isTrue();
        redis.stop();
        for (int tries = 0; tries < 10; tries++) {
            assertThat(one(ITEMS)).isEqualTo("one");
        }
        try (Connection connection = library.getConnection()) {
            execute(connection, "UPDATE items SET name = 'new' WHERE id = 1");
            assertThat(one(connection, ITEMS)).isEqualTo("new");
        }
        redis.start();
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
    void withoutRedisNobodyGetsTheRowsOfAnotherSession() throws Exception {
        String slow = "/* sluice: cache class=short */ SELECT max(name) FROM items i, generate_series(1, 300000) g"
                + " WHERE id = 1";
        ExecutorService readers = Executors.newFixedThreadPool(4);
        AtomicBoolean over = new AtomicBoolean();
        redis.stop();
        set.server("replica-1").execute("SELECT pg_wal_replay_pause()");
        try {
            Poll.until("the cache is out of use", PATIENCE, () -> {
                cache.invalidateModels("none");
                return !cache.statistics().inUse();
            });
            List<Future<Boolean>> ends = new ArrayList<>();
            CountDownLatch read = new CountDownLatch(4);
            for (int i = 0; i < 4; i++) {
                ends.add(readers.submit(() -> {
                    try (Connection connection = library.getConnection()) {
                        connection.setReadOnly(true);
                        while (!over.get()) {
                            one(connection, slow);
                            read.countDown();
                        }
                    }
                    return true;
                }));
            }
            assertThat(read.await(5, TimeUnit.MINUTES)).isTrue();
            try (Connection connection = library.getConnection()) {
                for (int i = 0; i < 10; i++) {
                    execute(connection, "UPDATE items SET name = 'new " + i + "' WHERE id = 1");
                    assertThat(one(connection, slow)).as("after the own commit").isEqualTo("new " + i);
                }
            }
            over.set(true);
            for (Future<Boolean> end : ends) {
                assertThat(end.get(5, TimeUnit.MINUTES)).isTrue();
            }
        } finally {
            over.set(true);
            readers.shutdownNow();
            set.server("replica-1").execute("SELECT pg_wal_replay_resume()");
            redis.start();
        }
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
    void aReplicaWaitsForNoPrimary() throws Exception {
        Duration patience = Duration.ofMinutes(3);
        try (RoutingDataSource small = RoutingDataSource.open(
                        Libraries.options(set, new MemoryTopology(Documents.of(set, Documents.POLICY)))
                                .pools(new PoolOptions(1, 5, patience, Duration.ofMinutes(5), Duration.ofMinutes(30)))
                                .results(cache.automatic())
                                .build());
                Connection reader = small.getConnection();
                Connection onlyWriter = small.getConnection()) {
            reader.setReadOnly(true);
            await().atMost(patience)
                    .untilAsserted(() -> assertThat(one(reader, "SELECT pg_is_in_recovery()"))
                            .isEqualTo("t"));
            assertThat(one(onlyWriter, "SELECT pg_is_in_recovery()")).isEqualTo("f");
            Instant begun = Instant.now();
            assertThat(one(reader, ITEMS)).isEqualTo("one");
            assertThat(one(reader, ITEMS)).isEqualTo("one");
            assertThat(Duration.between(begun, Instant.now())).isLessThan(patience);
            assertThat(hits()).as("nothing is stored").isZero();
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
}
