package dev.sluice.routing.cache.automatic;

import dev.sluice.routing.jdbc.RoutedQuery;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.postgresql.jdbc.PgStatement;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Questions that have to be answered before a query can be: the catalog may wait for who changes a table. They end when the query
 * is cancelled, and take half of its timeout together, so that it can still be sent. For one thread.
 *
 * @param query that waits for them
 * @param begun {@link System#nanoTime} when the first one may have been asked
 * @param connection of the session
 */
record QuestionsOfQuery(RoutedQuery query, long begun, Connection connection) implements Questions {

    private static final Executor AGAIN = CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS);
    private static final Logger LOG = LoggerFactory.getLogger(QuestionsOfQuery.class);

    @Override
    public PreparedStatement prepare(String sql) throws SQLException {
        if (query.cancelled().toCompletableFuture().isDone()) {
            throw new PSQLException("canceling statement due to user request", PSQLState.QUERY_CANCELED);
        }
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            limit(statement);
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
        var unused = query.cancelled().thenRun(() -> cancel(statement));
        return statement;
    }

    private void limit(Statement statement) throws SQLException {
        Duration timeout = query.timeout();
        if (!timeout.isZero()) {
            Duration left = timeout.dividedBy(2).minusNanos(System.nanoTime() - begun);
            // Zero would be for ever.
            statement.unwrap(PgStatement.class).setQueryTimeoutMs(Math.max(1, left.toMillis()));
        }
    }

    /** Again and again until the question has ended: one that is not under way cannot be cancelled yet. */
    private static void cancel(Statement statement) {
        try {
            if (!statement.isClosed()) {
                statement.cancel();
                AGAIN.execute(() -> cancel(statement));
            }
        } catch (SQLException e) {
            LOG.debug("A question to the catalog could not be cancelled", e);
        }
    }
}
