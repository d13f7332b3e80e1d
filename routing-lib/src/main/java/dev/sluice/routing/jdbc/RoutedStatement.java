package dev.sluice.routing.jdbc;

import dev.sluice.routing.connect.FailureKind;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * A statement of a {@link RoutedConnection}. It keeps the {@link Recipe} of the physical statement behind it and makes it
 * again when the connection has moved to another server. A read-only query whose server fails before a transaction has
 * begun is sent again elsewhere: nothing of its answer has been seen, because the driver hands out a result set only
 * when it is complete or its first rows are.
 */
final class RoutedStatement implements InvocationHandler {

    private final Session session;
    private final Connection connection;
    private final Recipe recipe;
    private final Statement self;
    private volatile @Nullable Statement physical;
    private @Nullable Lease boundTo;
    private volatile boolean closed;
    private @Nullable String judged;
    private boolean judgedAsChanging;

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
            case "unwrap" -> isSelf(arguments[0]) ? self : Call.pass(current(), method, arguments);
            default -> invokeOpen(method, arguments);
        };
    }

    private @Nullable Object invokeOpen(Method method, @Nullable Object[] arguments) throws SQLException {
        if (method.getName().startsWith("execute")) {
            return execute(method, arguments);
        }
        return Recipe.isStep(method) ? step(method, arguments) : Call.pass(current(), method, arguments);
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
        while (true) {
            Lease lease = bind(trail);
            boolean inTransaction = lease.inTransaction();
            lease.waiting(true);
            try {
                Object result = Call.pass(current(), method, arguments);
                session.executed(lease, changesSession(sql));
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
        }
        recipe.note(method, arguments);
        return result;
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
        session.closed(this);
        Statement open = physical;
        if (open != null && session.holds(boundTo)) {
            open.close();
        }
        return null;
    }

    private boolean isSelf(@Nullable Object type) {
        return type instanceof Class<?> wanted && wanted.isInstance(self);
    }

    // Looked up once for a text: a prepared statement is sent many times.
    private boolean changesSession(@Nullable String sql) {
        if (sql != null && !sql.equals(judged)) {
            judged = sql;
            judgedAsChanging = LeadingWord.mayChangeSession(sql);
        }
        return sql != null && judgedAsChanging;
    }

    private static boolean isQuery(Method method) {
        return method.getName().equals("executeQuery") || method.getName().equals("execute");
    }
}
