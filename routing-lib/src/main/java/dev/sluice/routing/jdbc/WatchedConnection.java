package dev.sluice.routing.jdbc;

import static java.util.Objects.requireNonNull;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGResultSetMetaData;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;
import org.postgresql.core.Utils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection to the primary that keeps what is sent in a transaction, and tells a listener when the transaction has
 * ended. When it cannot be told whether it was committed, it counts as committed. Once the application has something of the
 * driver, each end of a transaction may be that of unseen ones, until the connection is given back.
 */
final class WatchedConnection implements InvocationHandler, Linked.Link {

    private static final Logger LOG = LoggerFactory.getLogger(WatchedConnection.class);
    private static final int MOST_STATEMENTS = 1000;

    private final Connection real;
    private final BaseConnection driver;
    private final CommitListener listener;
    private final Connection self;
    private final Set<String> sent = new LinkedHashSet<>();
    private boolean complete = true;
    private boolean unwatched;

    private WatchedConnection(Connection real, BaseConnection driver, CommitListener listener) {
        this.real = real;
        this.driver = driver;
        this.listener = listener;
        this.self = (Connection) Proxy.newProxyInstance(
                WatchedConnection.class.getClassLoader(), new Class<?>[] {Connection.class}, this);
    }

    /** The connection, watched. */
    static Connection of(Connection real, BaseConnection driver, CommitListener listener) {
        return new WatchedConnection(real, driver, listener).self;
    }

    /** Something of the driver has been given out that is behind this connection, if it is watched. */
    static void unwatched(Connection connection) {
        if (Proxy.isProxyClass(connection.getClass())
                && Proxy.getInvocationHandler(connection) instanceof WatchedConnection watched) {
            watched.unwatched();
        }
    }

    /** The statement behind one that is watched; any other one is itself. */
    static Statement behind(Statement statement) {
        return Proxy.isProxyClass(statement.getClass())
                        && Proxy.getInvocationHandler(statement) instanceof WatchedStatement watched
                ? watched.statement
                : statement;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] given)
            throws SQLException {
        @Nullable Object[] arguments = Call.orEmpty(given);
        return switch (method.getName()) {
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            case "toString" -> real.toString();
            case "createStatement", "prepareStatement", "prepareCall" -> statement(method, arguments);
            case "rollback" -> rollback(method, arguments);
            case "close", "abort" -> end(method, arguments);
            case "unwrap" -> isWrapped(self, arguments[0]) ? self : unwrap(real, method, arguments);
            case "getMetaData" -> Linked.of(Call.pass(real, method, arguments), this);
            default -> passAndSettle(method, arguments);
        };
    }

    private Object statement(Method method, @Nullable Object[] arguments) throws SQLException {
        Object made = Call.pass(real, method, arguments);
        String sql = arguments.length > 0 && arguments[0] instanceof String text ? text : null;
        return Proxy.newProxyInstance(
                WatchedConnection.class.getClassLoader(),
                new Class<?>[] {method.getReturnType()},
                new WatchedStatement((Statement) requireNonNull(made), sql));
    }

    private @Nullable Object rollback(Method method, @Nullable Object[] arguments) throws SQLException {
        Object nothing = Call.pass(real, method, arguments);
        if (arguments.length == 0) {
            forget();
            settle();
        }
        return nothing;
    }

    private @Nullable Object end(Method method, @Nullable Object[] arguments) throws SQLException {
        try {
            return Call.pass(real, method, arguments);
        } finally {
            tell();
        }
    }

    private static boolean isWrapped(Object self, @Nullable Object type) {
        return type instanceof Class<?> wanted && wanted.isInstance(self);
    }

    private @Nullable Object unwrap(Object behind, Method method, @Nullable Object[] arguments) throws SQLException {
        unwatched();
        return Call.pass(behind, method, arguments);
    }

    @Override
    public Connection connection() {
        return self;
    }

    @Override
    public BaseConnection driver() {
        return driver;
    }

    @Override
    public void unwatched() {
        unwatched = true;
    }

    /** Notes in place of what the driver sends a text that writes the same table. */
    @Override
    public void writes(ResultSet rows) {
        try {
            PGResultSetMetaData columns = rows.getMetaData().unwrap(PGResultSetMetaData.class);
            for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                // A column that is computed has no table; the driver writes no join.
                if (!columns.getBaseTableName(column).isEmpty()) {
                    sending("UPDATE " + Utils.escapeIdentifier(null, columns.getBaseSchemaName(column)) + "."
                            + Utils.escapeIdentifier(null, columns.getBaseTableName(column)));
                    return;
                }
            }
        } catch (SQLException e) {
            LOG.debug("The table that a result set writes is not known", e);
        }
        complete = false;
    }

    private @Nullable Object passAndSettle(Method method, @Nullable Object[] arguments) throws SQLException {
        try {
            return Linked.of(Call.pass(real, method, arguments), this);
        } finally {
            settle();
        }
    }

    private void sending(String sql) {
        complete &= isReadable(sql);
        if (sent.size() < MOST_STATEMENTS) {
            sent.add(sql);
        } else {
            complete &= sent.contains(sql);
        }
    }

    @Override
    public void settle() throws SQLException {
        if ((!sent.isEmpty() || !complete || unwatched)
                && (driver.isClosed() || driver.getTransactionState() == TransactionState.IDLE)) {
            tell();
        }
    }

    /** A text may end a transaction and begin another one, whose rollback takes nothing back of the first. */
    private void tellWhatTheyEnded(List<String> texts, boolean done) {
        if (sent.isEmpty() || texts.stream().allMatch(sql -> isReadable(sql) && !TransactionEnd.in(sql))) {
            return;
        }
        report();
        if (done && complete) {
            forget();
            // They may have written behind that end, too.
            texts.forEach(this::sending);
        }
    }

    /** Where a backslash escapes, a string ends elsewhere than whoever reads it here takes it to. */
    private boolean isReadable(String sql) {
        return driver.getStandardConformingStrings() || sql.indexOf('\\') < 0;
    }

    private void tell() {
        if (!sent.isEmpty() || !complete || unwatched) {
            report();
            forget();
        }
    }

    private void report() {
        List<String> statements = List.copyOf(sent);
        boolean all = complete && !unwatched;
        try {
            if (isGone()) {
                listener.lost(statements, all);
            } else {
                listener.ended(statements, all);
            }
        } catch (RuntimeException e) {
            // What has been committed must not look as if it had failed.
            LOG.error("The listener failed on the end of a transaction", e);
        }
    }

    private boolean isGone() {
        try {
            return driver.isClosed();
        } catch (SQLException e) {
            LOG.debug("A connection does not say whether it has broken", e);
            return true;
        }
    }

    private void forget() {
        sent.clear();
        complete = true;
    }

    private final class WatchedStatement implements InvocationHandler {

        private final Statement statement;
        private final @Nullable String sql;
        private final Set<String> batch = new LinkedHashSet<>();

        WatchedStatement(Statement statement, @Nullable String sql) {
            this.statement = statement;
            this.sql = sql;
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] given)
                throws SQLException {
            @Nullable Object[] arguments = Call.orEmpty(given);
            String text = arguments.length > 0 && arguments[0] instanceof String given0 ? given0 : sql;
            return switch (method.getName()) {
                case "equals" -> proxy == arguments[0];
                case "getConnection" -> self;
                case "unwrap" -> isWrapped(proxy, arguments[0]) ? proxy : unwrap(statement, method, arguments);
                case "executeBatch", "executeLargeBatch" -> {
                    Object counts = execute(proxy, method, arguments, List.copyOf(batch));
                    batch.clear();
                    yield counts;
                }
                default -> {
                    if (method.getName().startsWith("execute")) {
                        yield execute(proxy, method, arguments, text == null ? List.of() : List.of(text));
                    }
                    Object result = pass(proxy, method, arguments);
                    noteBatch(method, text);
                    yield result;
                }
            };
        }

        /** What is in a batch is sent with it, perhaps in a later transaction. */
        private void noteBatch(Method method, @Nullable String text) {
            if (method.getName().equals("clearBatch")) {
                batch.clear();
            } else if (method.getName().equals("addBatch") && text != null && batch.size() <= MOST_STATEMENTS) {
                batch.add(text);
            }
        }

        private @Nullable Object execute(Object proxy, Method method, @Nullable Object[] arguments, List<String> texts)
                throws SQLException {
            texts.forEach(WatchedConnection.this::sending);
            boolean done = false;
            try {
                Object result = pass(proxy, method, arguments);
                done = true;
                return result;
            } finally {
                settle();
                tellWhatTheyEnded(texts, done);
            }
        }

        private @Nullable Object pass(Object proxy, Method method, @Nullable Object[] arguments) throws SQLException {
            return Linked.of(Call.pass(statement, method, arguments), (Statement) proxy, WatchedConnection.this);
        }
    }
}
