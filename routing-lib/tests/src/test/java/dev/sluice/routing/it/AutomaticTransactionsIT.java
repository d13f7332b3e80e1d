package dev.sluice.routing.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.routing.cache.statement.NotCached;
import dev.sluice.routing.jdbc.SqlFunction;
import dev.sluice.testing.process.Poll;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.postgresql.core.BaseStatement;
import org.postgresql.jdbc.PgConnection;
import org.postgresql.jdbc.PgDatabaseMetaData;
import org.postgresql.jdbc.PgResultSet;

/** What is committed is seen by all, however it was written; what is not is seen by nobody. */
class AutomaticTransactionsIT extends AutomaticCache {

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
    void whatAResultSetWritesIsInvalidated() throws Exception {
        String sql = "SELECT count(*) || ' ' || max(name) FROM item_keys";
        assertThat(isCached(sql)).isTrue();
        assertThat(isCached(HINTED)).isTrue();
        long others = hits();
        try (Connection connection = library.getConnection();
                Statement updating =
                        connection.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_UPDATABLE);
                ResultSet rows = updating.executeQuery("SELECT id, name FROM item_keys")) {
            assertThat(rows.next()).isTrue();
            rows.updateString("name", "tone");
            rows.updateRow();
            assertThat(one(sql)).isEqualTo("1 tone");
            assertThat(one(HINTED)).isEqualTo("one");
            assertThat(hits()).as("another table's").isEqualTo(others + 1);
            assertThat(isCached(sql)).isTrue();

            rows.moveToInsertRow();
            rows.updateInt("id", 2);
            rows.updateString("name", "two");
            rows.insertRow();
            assertThat(one(sql)).isEqualTo("2 two");
            assertThat(isCached(sql)).isTrue();

            rows.moveToCurrentRow();
            rows.deleteRow();
            assertThat(one(sql)).isEqualTo("1 two");
            assertThat(isCached(sql)).isTrue();
        }
        try (Connection connection = library.getConnection();
                Statement updating =
                        connection.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_UPDATABLE)) {
            connection.setAutoCommit(false);
            ResultSet rows = updating.executeQuery("SELECT id, name FROM item_keys");
            assertThat(rows.next()).isTrue();
            connection.commit();
            assertThat(isCached(sql)).isTrue();
            rows.updateString("name", "later");
            rows.updateRow();
            assertThat(one(sql)).as("another's").isEqualTo("1 two");
            connection.commit();
            assertThat(one(sql))
                    .as("written in a later transaction than it was opened in")
                    .isEqualTo("1 later");
        } finally {
            set.primary().execute("TRUNCATE item_keys; INSERT INTO item_keys VALUES (1, 'one')");
        }
    }

    @Test
    void aBatchIsWrittenWhenItIsSent() throws Exception {
        try (Connection connection = library.getConnection();
                Statement batch = connection.createStatement();
                PreparedStatement prepared = connection.prepareStatement("UPDATE items SET name = ? WHERE id = 1")) {
            batch.addBatch("UPDATE items SET name = 'batch' WHERE id = 1");
            prepared.setString(1, "prepared");
            prepared.addBatch();
            one(connection, "SELECT name FROM other");
            assertThat(isCached(ITEMS)).isTrue();
            batch.executeBatch();
            assertThat(one(ITEMS)).isEqualTo("batch");
            assertThat(isCached(ITEMS)).isTrue();
            prepared.executeLargeBatch();
            assertThat(one(ITEMS)).isEqualTo("prepared");

            connection.setAutoCommit(false);
            batch.addBatch("UPDATE items SET name = 'after a rollback' WHERE id = 1");
            connection.rollback();
            assertThat(isCached(ITEMS)).isTrue();
            batch.executeBatch();
            connection.commit();
            assertThat(one(ITEMS)).isEqualTo("after a rollback");

            batch.addBatch("UPDATE items SET name = 'dropped' WHERE id = 1");
            batch.clearBatch();
            batch.addBatch("UPDATE other SET name = 'other' WHERE id = 1");
            assertThat(isCached(ITEMS)).isTrue();
            long before = hits();
            batch.executeBatch();
            connection.commit();
            one(ITEMS);
            assertThat(hits()).as("nothing of it was sent").isEqualTo(before + 1);
        }
    }

    @Test
    void aRollbackTakesNothingBackOfWhatATextHasCommitted() throws Exception {
        List<List<String>> ways = List.of(
                List.of("UPDATE items SET name = '%s' WHERE id = 1", "COMMIT AND CHAIN"),
                List.of("UPDATE items SET name = '%s' WHERE id = 1; COMMIT; BEGIN"),
                List.of("UPDATE items SET name = '%s' WHERE id = 1", "COMMIT; BEGIN; SELECT 1"),
                List.of("SELECT 1; COMMIT; BEGIN; UPDATE items SET name = '%s' WHERE id = 1", "END; BEGIN"));
        for (int way = 0; way < ways.size(); way++) {
            String name = "way " + way;
            try (Connection connection = library.getConnection()) {
                connection.setAutoCommit(false);
                assertThat(isCached(ITEMS)).isTrue();
                for (String sql : ways.get(way)) {
                    execute(connection, String.format(sql, name));
                }
                assertThat(one(ITEMS)).as("before the next transaction ends").isEqualTo(name);
                assertThat(isCached(ITEMS)).isTrue();
                long before = hits();
                execute(connection, "UPDATE items SET name = 'taken back' WHERE id = 1");
                connection.rollback();
                assertThat(one(ITEMS)).isEqualTo(name);
                assertThat(hits()).as("what was taken back invalidates nothing").isEqualTo(before + 1);
            }
        }
        try (Connection connection = library.getConnection()) {
            connection.setAutoCommit(false);
            assertThat(isCached(ITEMS)).isTrue();
            assertThatThrownBy(() -> execute(
                            connection, "UPDATE items SET name = 'first' WHERE id = 1; COMMIT; BEGIN; SELECT 1/0"))
                    .isInstanceOf(SQLException.class);
            connection.rollback();
            assertThat(one(ITEMS)).isEqualTo("first");
            execute(connection, "COMMIT; BEGIN; UPDATE items SET name = 'behind it' WHERE id = 1");
            assertThat(isCached(ITEMS)).isTrue();
            connection.commit();
            assertThat(one(ITEMS)).isEqualTo("behind it");
        }
    }

    @Test
    void whatTheServerCommitsAfterItsClientHasGivenUpIsInvalidated() throws Exception {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try (Connection other = set.primary().connect();
                Connection connection = library.getConnection()) {
            other.setAutoCommit(false);
            execute(other, "SELECT name FROM items FOR UPDATE");
            connection.setNetworkTimeout(executor, 1000);
            assertThatThrownBy(() -> execute(connection, "UPDATE items SET name = 'late' WHERE id = 1"))
                    .isInstanceOf(SQLException.class);
            assertThat(isCached(ITEMS)).isTrue();
            assertThat(one(ITEMS)).as("the server waits for the lock").isEqualTo("one");
            other.rollback();
        } finally {
            executor.shutdownNow();
        }
        Poll.until("what it has committed is seen", PATIENCE, () -> {
            try {
                return one(ITEMS).equals("late");
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void noWayLeadsBackPastTheConnection() throws Exception {
        assertThat(isCached(ITEMS)).isTrue();
        try (Connection connection = library.getConnection()) {
            long before = hits();
            assertLeadsBack(connection, ITEMS);
            assertThat(hits()).as("answered").isEqualTo(before + 1);
            assertLeadsBack(connection, "SELECT name FROM other");
        }
        library.executeWrite(connection -> {
            assertLeadsBack(connection, ITEMS);
            return true;
        });
        assertThat(isCached(HINTED)).isTrue();
    }

    private static void assertLeadsBack(Connection connection, String sql) throws SQLException {
        DatabaseMetaData about = connection.getMetaData();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql);
                ResultSet schemas = about.getSchemas()) {
            assertThat(rows.getStatement()).isSameAs(statement);
            assertThat(List.of(
                            statement.getConnection(),
                            statement.unwrap(Statement.class).getConnection(),
                            rows.getStatement().getConnection(),
                            rows.unwrap(ResultSet.class).getStatement().getConnection(),
                            about.getConnection(),
                            about.unwrap(DatabaseMetaData.class).getConnection(),
                            schemas.getStatement().getConnection(),
                            connection.unwrap(Connection.class)))
                    .allSatisfy(led -> assertThat(led).isSameAs(connection));
        }
    }

    @Test
    void whateverIsDoneOnTheDriversOwnObjectsIsInvalidated() throws Exception {
        List<SqlFunction<Connection, Connection>> ways = List.of(
                connection -> connection.unwrap(PgConnection.class),
                connection ->
                        connection.createStatement().unwrap(BaseStatement.class).getConnection(),
                connection -> connection
                        .createStatement()
                        .executeQuery(ITEMS)
                        .unwrap(PgResultSet.class)
                        .getStatement()
                        .getConnection(),
                connection -> connection
                        .getMetaData()
                        .unwrap(PgDatabaseMetaData.class)
                        .getConnection());
        for (int way = 0; way < ways.size(); way++) {
            try (Connection connection = library.getConnection()) {
                connection.setAutoCommit(false);
                one(connection, "SELECT name FROM other");
                Connection driver = ways.get(way).apply(connection);
                connection.commit();
                assertThat(isCached(ITEMS)).isTrue();
                execute(driver, "UPDATE items SET name = 'unseen " + way + "' WHERE id = 1");
                connection.commit();
                assertThat(one(ITEMS))
                        .as("a transaction after the one in which it was had")
                        .isEqualTo("unseen " + way);
                connection.setAutoCommit(true);
                execute(connection, "DISCARD ALL");
            }
        }
    }
}
