package dev.sluice.routing.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseStatement;
import org.postgresql.core.TransactionState;

/** A query of a {@link RoutedStatement} that has its server, but has not been sent. */
final class StatementQuery implements RoutedQuery {

    private final Session session;
    private final Lease lease;
    private final Recipe recipe;
    private final Statement physical;
    private final String sql;
    private final Sending sending;
    private final CompletionStage<Void> cancelled;

    /** Sends the query. */
    @FunctionalInterface
    interface Sending {

        ResultSet send() throws SQLException;
    }

    /** @param cancelled is complete when the application cancels the statement */
    StatementQuery(
            Session session,
            Lease lease,
            Recipe recipe,
            Statement physical,
            String sql,
            Sending sending,
            CompletionStage<Void> cancelled) {
        this.session = session;
        this.lease = lease;
        this.recipe = recipe;
        this.physical = physical;
        this.sql = sql;
        this.sending = sending;
        this.cancelled = cancelled;
        if (!lease.inTransaction()) {
            lease.notes().idle();
        }
    }

    @Override
    public String sql() {
        return sql;
    }

    @Override
    public @Nullable List<Bound> parameters() {
        return recipe.isRepeatable() ? recipe.bound() : null;
    }

    @Override
    public boolean hasOptions() {
        try {
            return recipe.hasOptions()
                    || physical.getResultSetConcurrency() != ResultSet.CONCUR_READ_ONLY
                    || physical.getResultSetType() == ResultSet.TYPE_SCROLL_SENSITIVE
                    || physical.getMaxRows() != 0
                    || physical.getMaxFieldSize() != 0
                    || (physical.getFetchSize() > 0 && !autoCommit());
        } catch (SQLException e) {
            // Sending it says what is wrong with it.
            return true;
        }
    }

    @Override
    public Duration timeout() throws SQLException {
        return Duration.ofSeconds(physical.getQueryTimeout());
    }

    @Override
    public CompletionStage<Void> cancelled() {
        return cancelled;
    }

    @Override
    public SessionNotes notes() {
        return lease.notes();
    }

    @Override
    public boolean autoCommit() {
        return session.settings().autoCommit();
    }

    @Override
    public boolean inTransaction() {
        return lease.inTransaction();
    }

    @Override
    public boolean inFailedTransaction() {
        return lease.driver().getTransactionState() == TransactionState.FAILED;
    }

    @Override
    public boolean plainBackslashes() {
        return lease.driver().getStandardConformingStrings();
    }

    @Override
    public String cluster() {
        return session.router().cluster();
    }

    @Override
    public int timeline() {
        return session.router().timeline();
    }

    @Override
    public BaseStatement statement() throws SQLException {
        return WatchedConnection.behind(physical).unwrap(BaseStatement.class);
    }

    @Override
    public <T> T inSession(SqlFunction<Connection, T> work) throws SQLException {
        boolean inTransaction = lease.inTransaction();
        lease.waiting(true);
        try {
            return work.apply(lease.driver());
        } catch (SQLException e) {
            session.failed(lease, e, inTransaction);
            throw e;
        } finally {
            lease.waiting(false);
        }
    }

    @Override
    public <T> T onPrimary(SqlFunction<Connection, T> work) throws SQLException {
        Router router = session.router();
        Lease primary = router.writerAtHand();
        try {
            return work.apply(primary.connection());
        } catch (SQLException e) {
            router.failed(primary, e);
            router.writerIsAway();
            throw e;
        } finally {
            primary.giveBack();
        }
    }

    @Override
    public ResultSet send() throws SQLException {
        return Linked.behind(sending.send());
    }

    @Override
    public Copy copy() {
        return new StatementCopy(
                session.router(), session.executor(), session.settings().forOneStatement(), recipe.copy(), sql);
    }

    @Override
    public boolean isSameSession() {
        return session.holds(lease);
    }
}
