package dev.sluice.routing.jdbc;

import dev.sluice.routing.connect.FailureKind;
import dev.sluice.routing.connect.Purpose;
import java.lang.reflect.Method;
import java.sql.SQLException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What is behind one {@link RoutedConnection}: the physical connection that it holds just now, what the application has
 * set, and what became of its transaction.
 *
 * <p>A physical connection is kept from first use until the end, or, outside a transaction, until the other kind is
 * asked for or its server has left the rotation. If something would be lost with it then, it is kept but refuses to be used
 * while its server is not to be trusted. For one thread at a time; {@link #end} may come from another one.
 */
final class Session {

    private static final String CLOSED = "08003";
    private static final String CONNECTION_FAILURE = "08006";
    private static final String FAILED_TRANSACTION = "25P02";

    private final Router router;
    private final Executor executor;
    private final ResultSource results;
    private final SessionSettings settings;
    private final Set<RoutedStatement> statements =
            Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));
    private volatile @Nullable Lease lease;
    private volatile boolean ended;
    private boolean changed;
    private boolean transactionLost;

    Session(Router router, Executor executor, ResultSource results, SessionSettings settings) {
        this.settings = settings;
        this.router = router;
        this.results = results;
        this.executor = executor;
    }

    Router router() {
        return router;
    }

    Executor executor() {
        return executor;
    }

    ResultSource results() {
        return results;
    }

    SessionSettings settings() {
        return settings;
    }

    /** The connection that is held; null when none is. */
    @Nullable
    Lease held() {
        return lease;
    }

    boolean holds(@Nullable Lease other) {
        return other != null && other.equals(lease);
    }

    boolean hasEnded() {
        return ended;
    }

    void opened(RoutedStatement statement) {
        statements.add(statement);
    }

    void closed(RoutedStatement statement) {
        statements.remove(statement);
    }

    /** The application may have told the server something that later statements rely on. */
    void markChanged() {
        changed = true;
    }

    /**
     * The connection to use now, taken if need be.
     *
     * @param by the statement that is to be sent, null for another call
     * @throws SQLException 08006 if the server has left the rotation and the connection cannot move without a loss
     */
    Lease use(Trail trail, @Nullable RoutedStatement by) throws SQLException {
        if (ended) {
            throw new SQLException("the connection is closed", CLOSED);
        }
        if (transactionLost) {
            throw new SQLException(
                    "the transaction was lost together with its connection; roll back", FAILED_TRANSACTION);
        }
        Lease current = lease;
        if (current != null && fits(current, by)) {
            return current;
        }
        drop();
        if (transactionLost) {
            return use(trail, by);
        }
        Lease fresh = take(trail);
        changed = false;
        lease = fresh;
        return fresh;
    }

    private Lease take(Trail trail) throws SQLException {
        while (true) {
            Lease fresh = settings.readOnly() ? router.read(trail) : router.write(trail);
            try {
                settings.apply(fresh);
                if (settings.reachServer()) {
                    fresh.notes().changed();
                }
                return fresh;
            } catch (SQLException e) {
                FailureKind kind = router.failed(fresh, e);
                fresh.giveBack();
                if (!kind.endsSession()) {
                    throw e;
                }
                trail.failed(fresh.endpoint(), e);
            }
        }
    }

    /** Passes a call on to the connection that is to be used now. */
    @Nullable
    Object pass(Method method, @Nullable Object[] arguments) throws SQLException {
        return passOn(use(router.trail(), null), method, arguments);
    }

    /** Passes a call on to a connection that is held. */
    @Nullable
    Object passOn(Lease on, Method method, @Nullable Object[] arguments) throws SQLException {
        boolean inTransaction = on.inTransaction();
        on.waiting(true);
        try {
            return Call.pass(on.connection(), method, arguments);
        } catch (SQLException e) {
            failed(on, e, inTransaction);
            throw e;
        } finally {
            on.waiting(false);
        }
    }

    /** A statement has been answered. */
    void executed(Lease on, boolean mayChangeSession) {
        changed |= mayChangeSession;
        if (settings.readOnly()) {
            router.meter().read(on.endpoint().name());
        } else {
            router.meter().write(on.endpoint().name());
        }
    }

    /** A call has failed: says what it was, and lets go of a connection that is gone. */
    FailureKind failed(Lease on, SQLException error, boolean inTransaction) throws SQLException {
        FailureKind kind = router.failed(on, error);
        if (kind.endsSession() || on.isBroken()) {
            transactionLost = inTransaction || !settings.autoCommit();
            drop();
        }
        return kind;
    }

    /**
     * Lets a query that has failed be sent again elsewhere, if that can make no difference: on a replica nothing was
     * written, without a transaction nothing was seen, and the server had been told nothing before.
     */
    boolean moves(FailureKind kind, Lease failedOn, boolean inTransaction) {
        boolean movable = settings.readOnly()
                && kind.movesReads()
                && failedOn.purpose() == Purpose.READ
                && !inTransaction
                && !changed;
        if (movable) {
            transactionLost = false;
            drop();
        }
        return movable;
    }

    /** Whether the transaction was lost with its connection; it is over then, and the next one may begin. */
    boolean forgetLostTransaction() {
        boolean lost = transactionLost;
        transactionLost = false;
        return lost;
    }

    /** Gives the connection back for good. */
    void end() {
        ended = true;
        List.copyOf(statements).forEach(RoutedStatement::leave);
        drop();
        statements.clear();
    }

    /** Breaks the connection, whatever waits for its answer. */
    void abort() {
        Lease current = lease;
        if (current != null) {
            current.abort(executor);
        }
        end();
    }

    /** Whether the connection that is held refuses to be used, for good unless its server comes back. */
    boolean isStranded() throws SQLException {
        Lease current = lease;
        return current != null
                && !current.isBroken()
                && !current.inTransaction()
                && current.connection().isReadOnly() == settings.readOnly()
                && losesByMoving(null)
                && !router.whyUnusable(current, settings.readOnly()).isEmpty();
    }

    private boolean fits(Lease current, @Nullable RoutedStatement by) throws SQLException {
        if (current.isBroken()) {
            // It may have broken under a result set, which nobody here sees.
            transactionLost = current.inTransaction();
            return false;
        }
        if (current.inTransaction()) {
            return true;
        }
        if (current.connection().isReadOnly() != settings.readOnly()) {
            return false;
        }
        if (router.isRight(current, settings.readOnly())) {
            return true;
        }
        if (!losesByMoving(by)) {
            return false;
        }
        String why = router.whyUnusable(current, settings.readOnly());
        if (!why.isEmpty()) {
            throw new SQLException(
                    "the connection's server " + current.endpoint().name()
                            + " is out of use, and the connection can't move to another one by itself, because "
                            + (changed ? "SET or the like was said on it" : "a result set on it is open")
                            + "; close it and take a new one. Out of use: " + why,
                    CONNECTION_FAILURE);
        }
        return true;
    }

    // Moving closes open result sets and forgets what the server has been told, so it must not come by surprise.
    private boolean losesByMoving(@Nullable RoutedStatement by) throws SQLException {
        if (changed) {
            return true;
        }
        for (RoutedStatement statement : statements) {
            if (!statement.equals(by) && statement.hasOpenResults()) {
                return true;
            }
        }
        return false;
    }

    private void drop() {
        Lease old = lease;
        lease = null;
        if (old != null) {
            // A cached result ends with its connection, as the driver's own ones do.
            List.copyOf(statements).forEach(RoutedStatement::dropAnswer);
            if (settings.reachServer()) {
                // It is taken back.
                old.notes().changed();
            }
            old.giveBack();
        }
    }
}
