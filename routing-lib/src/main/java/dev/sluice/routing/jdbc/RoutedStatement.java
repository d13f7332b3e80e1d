package dev.sluice.routing.jdbc;

import dev.sluice.routing.connect.FailureKind;
import dev.sluice.routing.jdbc.ResultSource.Effect;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A statement of a {@link RoutedConnection}. It keeps the {@link Recipe} of the physical statement behind it and makes it
 * again when the connection has moved to another server. A read-only query whose server fails before a transaction has
 * begun is sent again elsewhere: nothing of its answer has been seen, because the driver hands out a result set only
 * when it is complete or its first rows are.
 */
final class RoutedStatement implements InvocationHandler {

    private static final Logger LOG = LoggerFactory.getLogger(RoutedStatement.class);

    private final Session session;
    private final Connection connection;
    private final Recipe recipe;
    private final Statement self;
    private volatile @Nullable Statement physical;
    private @Nullable Lease boundTo;
    private volatile boolean closed;
    private @Nullable Answer answer;
    private final Asked asked = new Asked();
    private final SessionChange sessionChange = new SessionChange();

    RoutedStatement(Session session, Connection connection, Recipe recipe) {
        this.session = session;
        this.connection = connection;
        this.recipe = recipe;
        this.self = (Statement)
                Proxy.newProxyInstance(RoutedStatement.class.getClassLoader(), new Class<?>[] {recipe.type()}, this);
    }

    Statement self() {
        return self;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] given)
            throws SQLException {
        @Nullable Object[] arguments = Call.orEmpty(given);
        return switch (method.getName()) {
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            case "toString" -> String.valueOf(physical);
            case "close" -> close();
            case "isClosed" -> isClosed();
            case "getConnection" -> connection;
            case "isWrapperFor" -> isSelf(arguments[0]) || Boolean.TRUE.equals(Call.pass(current(), method, arguments));
            case "unwrap" -> isSelf(arguments[0]) ? self : unwrap(method, arguments);
            default -> invokeOpen(method, arguments);
        };
    }

    private @Nullable Object invokeOpen(Method method, @Nullable Object[] arguments) throws SQLException {
        if (method.getName().startsWith("execute")) {
            return execute(method, arguments);
        }
        Answer given = answer;
        if (given != null && Answer.isAbout(method)) {
            return given.tell(method, arguments);
        }
        if (method.getName().equals("cancel")) {
            // The driver first: behind the other one it might meet the statement's next query.
            return asked.cancelledBehind(Call.pass(current(), method, arguments));
        }
        return Recipe.isStep(method) ? step(method, arguments) : linked(Call.pass(current(), method, arguments));
    }

    /** What is given to the application; where results are cached, it must not lead past the connection. */
    private @Nullable Object linked(@Nullable Object value) throws SQLException {
        Lease bound = boundTo;
        return bound == null || session.results() == ResultSource.NONE
                ? value
                : Linked.of(value, self, new SessionLink(session, connection, bound));
    }

    /** Makes the physical statement on the connection's present server, unless it is there. */
    Lease bind(Trail trail) throws SQLException {
        while (true) {
            Lease lease = session.use(trail, this);
            if (physical != null && lease.equals(boundTo)) {
                return lease;
            }
            if (physical != null && !recipe.isRepeatable()) {
                throw new SQLException(
                        "the statement can't follow its connection to another server, because it holds a stream or half"
                                + " a batch; prepare it again");
            }
            boolean inTransaction = lease.inTransaction();
            try {
                physical = recipe.make(lease.connection());
                boundTo = lease;
                return lease;
            } catch (SQLException e) {
                moveOrThrow(e, true, new Failed(lease, inTransaction), trail);
            }
        }
    }

    /** Whether rows of its last answer may still be read. */
    boolean hasOpenResults() throws SQLException {
        Statement now = physical;
        Answer given = answer;
        if (given != null) {
            return given.isOpen();
        }
        if (closed || now == null || !session.holds(boundTo) || now.isClosed()) {
            return false;
        }
        ResultSet rows = now.getResultSet();
        return rows != null && !rows.isClosed();
    }

    private @Nullable Object execute(Method method, @Nullable Object[] arguments) throws SQLException {
        if (closed) {
            throw new SQLException("the statement is closed");
        }
        String sql = arguments.length > 0 && arguments[0] instanceof String text ? text : recipe.sql();
        Trail trail = session.router().trail();
        closeAnswer();
        if (sql != null && isPlainQuery(method, arguments) && session.results().mayAnswer(sql)) {
            ResultSet answered = answer(sql, method, arguments, trail);
            if (answered != null && linked(answered) instanceof ResultSet rows) {
                answer = new Answer(rows);
                return method.getReturnType() == boolean.class ? true : rows;
            }
        }
        return linked(send(sql, method, arguments, trail));
    }

    private @Nullable ResultSet answer(String sql, Method method, @Nullable Object[] arguments, Trail trail)
            throws SQLException {
        Lease lease = bind(trail);
        Statement now = current();
        ResultSet before = now.getResultSet();
        if (before != null) {
            before.close();
        }
        StatementQuery.Sending sending = () -> {
            Object sent = send(sql, method, arguments, trail);
            ResultSet rows =
                    sent instanceof ResultSet result ? result : current().getResultSet();
            if (rows == null) {
                throw new SQLException("the query gave no rows");
            }
            return rows;
        };
        return asked.answer(cancelled ->
                session.results().answer(new StatementQuery(session, lease, recipe, now, sql, sending, cancelled)));
    }

    private @Nullable Object send(@Nullable String sql, Method method, @Nullable Object[] arguments, Trail trail)
            throws SQLException {
        Effect effect = effect(sql);
        while (true) {
            Lease lease = bind(trail);
            boolean inTransaction = lease.inTransaction();
            lease.notes().sent(effect, inTransaction);
            if (current().getResultSetConcurrency() != ResultSet.CONCUR_READ_ONLY) {
                // Its result set writes when nobody looks, also in a later transaction.
                lease.notes().unwatched();
            }
            lease.waiting(true);
            try {
                Object result = Call.pass(current(), method, arguments);
                session.executed(lease, sessionChange.isIn(sql));
                if (effect == Effect.RESETS) {
                    lease.notes().reset();
                }
                return result;
            } catch (SQLException e) {
                boolean repeatable = isQuery(method) && recipe.isRepeatable();
                moveOrThrow(e, repeatable, new Failed(lease, inTransaction), trail);
            } finally {
                lease.waiting(false);
                recipe.sent(method);
            }
        }
    }

    private Effect effect(@Nullable String sql) {
        return sql == null ? Effect.CHANGES : session.results().effect(sql);
    }

    // PostgreSQL's forms with generated keys are not meant.
    private boolean isPlainQuery(Method method, @Nullable Object[] arguments) {
        return isQuery(method) && arguments.length == (recipe.sql() == null ? 1 : 0);
    }

    /** Closes the cached result that was given out. */
    void dropAnswer() {
        try {
            closeAnswer();
        } catch (SQLException e) {
            LOG.debug("A cached result could not be closed", e);
        }
    }

    /** Ends a wait of the thread that executes it. */
    void leave() {
        asked.cancel();
    }

    private void closeAnswer() throws SQLException {
        Answer given = answer;
        answer = null;
        if (given != null) {
            given.close();
        }
    }

    private @Nullable Object unwrap(Method method, @Nullable Object[] arguments) throws SQLException {
        Object inner = Call.pass(current(), method, arguments);
        Lease bound = boundTo;
        if (bound != null) {
            bound.unwatched();
        }
        return inner;
    }

    private record Failed(Lease lease, boolean inTransaction) {}

    private void moveOrThrow(SQLException error, boolean repeatable, Failed on, Trail trail) throws SQLException {
        FailureKind kind = session.failed(on.lease(), error, on.inTransaction());
        if (!repeatable || !session.moves(kind, on.lease(), on.inTransaction())) {
            throw error;
        }
        session.router().meter().retried(on.lease().endpoint().name());
        trail.failed(on.lease().endpoint(), error);
        trail.rest();
    }

    private @Nullable Object step(Method method, @Nullable Object[] arguments) throws SQLException {
        Object result = null;
        if (session.holds(boundTo)) {
            result = Call.pass(current(), method, arguments);
            if (method.getName().equals("addBatch") && arguments.length == 1) {
                noteBatched(String.valueOf(arguments[0]));
            }
        }
        recipe.note(method, arguments);
        return result;
    }

    private void noteBatched(String sql) {
        Lease bound = boundTo;
        if (bound != null) {
            bound.notes().sent(effect(sql), bound.inTransaction());
        }
    }

    private Statement current() throws SQLException {
        Statement now = physical;
        if (closed || now == null) {
            throw new SQLException("the statement is closed");
        }
        return now;
    }

    private boolean isClosed() throws SQLException {
        Statement now = physical;
        return closed || session.hasEnded() || (now != null && session.holds(boundTo) && now.isClosed());
    }

    private @Nullable Object close() throws SQLException {
        if (closed) {
            return null;
        }
        closed = true;
        asked.cancel();
        session.closed(this);
        closeAnswer();
        Statement open = physical;
        if (open != null && session.holds(boundTo)) {
            open.close();
        }
        return null;
    }

    private boolean isSelf(@Nullable Object type) {
        return type instanceof Class<?> wanted && wanted.isInstance(self);
    }

    private static boolean isQuery(Method method) {
        return method.getName().equals("executeQuery") || method.getName().equals("execute");
    }
}
