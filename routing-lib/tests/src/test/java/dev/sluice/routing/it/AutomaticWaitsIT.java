package dev.sluice.routing.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.routing.cache.CacheSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.util.PSQLState;

/** Another session loads what a query asks for, and its load waits for a lock. */
class AutomaticWaitsIT extends AutomaticCache {

    /** Without a cache a query takes no lock of its own before it is sent. */
    private static final String TODAY = "SELECT name FROM items WHERE id = 1 AND current_date > '2000-01-01'";

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private Connection locking;

    /** A reader waits for another one's load for longer than a test. */
    @Override
    CacheSettings settings() {
        return super.settings().withWaitLimit(Duration.ofHours(1));
    }

    /** So that nothing has to be asked of the catalog later. */
    @BeforeEach
    void learn() throws SQLException {
        assertThat(isCached(ITEMS)).isTrue();
        cache.invalidateModels("public.items");
        locking = set.primary().connect();
        locking.setAutoCommit(false);
    }

    @AfterEach
    void unlock() throws SQLException {
        locking.close();
        threads.shutdownNow();
    }

    @Test
    void aTransactionDoesNotWaitForWhoWaitsForItsLocks() throws Exception {
        try (Connection connection = library.getConnection()) {
            connection.setAutoCommit(false);
            assertThat(one(connection, TODAY)).isEqualTo("one");
            Future<?> changing = threads.submit(() -> {
                try (Statement statement = locking.createStatement()) {
                    statement.execute("ALTER TABLE items ADD COLUMN IF NOT EXISTS note text");
                    locking.rollback();
                }
                return null;
            });
            awaitWaiting(1);
            Future<String> loading = threads.submit(() -> one(ITEMS));
            awaitWaiting(2);
            assertThat(threads.submit(() -> one(connection, ITEMS)).get(1, TimeUnit.MINUTES))
                    .isEqualTo("one");
            assertThat(loading).isNotDone();
            connection.commit();
            changing.get(1, TimeUnit.MINUTES);
            assertThat(loading.get(1, TimeUnit.MINUTES)).isEqualTo("one");
        }
    }

    @Test
    void aQueryCanBeCancelledMeanwhile() throws Exception {
        Future<String> loading = load();
        try (Connection connection = library.getConnection();
                Statement statement = connection.createStatement()) {
            for (int i = 0; i < 50; i++) {
                Future<?> waiting = threads.submit(() -> {
                    assertCancelled(() -> statement.executeQuery(ITEMS));
                    // That is not cancelled, too.
                    return statement.execute("SELECT 1");
                });
                awaitReader();
                statement.cancel();
                waiting.get(1, TimeUnit.MINUTES);
            }
        }
        unlock(loading);
    }

    @Test
    void aQueryEndsWithItsStatementAndItsConnection() throws Exception {
        Future<String> loading = load();
        for (boolean whole : List.of(false, true)) {
            try (Connection connection = library.getConnection();
                    Statement statement = connection.createStatement()) {
                Future<?> waiting = threads.submit(() ->
                        assertThatThrownBy(() -> statement.executeQuery(ITEMS)).isInstanceOf(SQLException.class));
                awaitReader();
                AutoCloseable closed = whole ? connection : statement;
                closed.close();
                waiting.get(1, TimeUnit.MINUTES);
            }
        }
        unlock(loading);
    }

    /** Who loads is in its load, and who waits is not. */
    private static void awaitReader() {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> Thread.getAllStackTraces().values().stream()
                        .anyMatch(stack -> Arrays.stream(stack).anyMatch(AutomaticWaitsIT::isWait)
                                && Arrays.stream(stack).noneMatch(AutomaticWaitsIT::isLoad)));
    }

    private static boolean isWait(StackTraceElement frame) {
        return frame.getClassName().endsWith(".CallerThread")
                && frame.getMethodName().equals("await");
    }

    private static boolean isLoad(StackTraceElement frame) {
        return frame.getClassName().endsWith(".StatementLoad");
    }

    @Test
    void aQueryDoesNotWaitForLongerThanItsTimeout() throws Exception {
        Future<String> loading = load();
        try (Connection connection = library.getConnection();
                Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(2);
            threads.submit(() -> assertCancelled(() -> statement.executeQuery(ITEMS)))
                    .get(1, TimeUnit.MINUTES);
        }
        unlock(loading);
    }

    @Test
    void aQueryDoesNotWaitForLongerThanTheTimeoutOfItsSession() throws Exception {
        Future<String> loading = load();
        try (Connection connection = library.getConnection()) {
            execute(connection, "SET statement_timeout = '2s'");
            threads.submit(() -> assertCancelled(() -> one(connection, ITEMS))).get(1, TimeUnit.MINUTES);
        }
        unlock(loading);
    }

    @Test
    void theCatalogIsNotWaitedForForLongerThanTheQuery() throws Exception {
        // Its text cannot be had while its table is locked.
        String view = "SELECT name FROM item_names";
        try (Statement statement = locking.createStatement()) {
            statement.execute("LOCK TABLE items IN ACCESS EXCLUSIVE MODE");
        }
        for (boolean transaction : List.of(false, true)) {
            try (Connection connection = library.getConnection();
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(!transaction);
                statement.setQueryTimeout(2);
                threads.submit(() -> assertCancelled(() -> statement.executeQuery(view)))
                        .get(1, TimeUnit.MINUTES);
                connection.setAutoCommit(true);
                connection.setAutoCommit(!transaction);
                statement.setQueryTimeout(0);
                Future<?> waiting = threads.submit(() -> assertCancelled(() -> statement.executeQuery(view)));
                awaitWaiting(1);
                statement.cancel();
                waiting.get(1, TimeUnit.MINUTES);
            }
        }
        locking.rollback();
        assertThat(isCached(view)).isTrue();
    }

    private static void assertCancelled(Callable<?> query) {
        assertThatThrownBy(query::call)
                .isInstanceOfSatisfying(
                        SQLException.class,
                        error -> assertThat(error.getSQLState()).isEqualTo(PSQLState.QUERY_CANCELED.getState()));
    }

    private Future<String> load() throws SQLException {
        try (Statement statement = locking.createStatement()) {
            statement.execute("LOCK TABLE items IN ACCESS EXCLUSIVE MODE");
        }
        Future<String> loading = threads.submit(() -> one(ITEMS));
        awaitWaiting(1);
        return loading;
    }

    private void unlock(Future<String> loading) throws Exception {
        assertThat(loading).isNotDone();
        locking.rollback();
        assertThat(loading.get(1, TimeUnit.MINUTES)).isEqualTo("one");
    }

    private static void awaitWaiting(int sessions) {
        await().atMost(PATIENCE).until(() -> {
            try (Connection connection = set.primary().connect()) {
                return one(
                                connection,
                                "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'items'::regclass")
                        .equals(String.valueOf(sessions));
            }
        });
    }
}
