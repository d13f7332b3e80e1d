package dev.sluice.routing.jdbc;

import static java.util.Objects.requireNonNull;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection to the primary that keeps what is sent in a transaction, and tells a listener when the transaction has
 * ended. When it cannot be told whether it was committed, it counts as committed.
 */
final class WatchedConnection implements InvocationHandler {

    private static final Logger LOG = LoggerFactory.getLogger(WatchedConnection.class);
    private static final int MOST_STATEMENTS = 1000;

    private final Connection real;
    private final BaseConnection driver;
    private final CommitListener listener;
    private final Connection self;
    private final Set<String> sent = new LinkedHashSet<>();
    private boolean complete = true;

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
            case "unwrap" -> unwrap(method, arguments);
            default -> passAndSettle(method, arguments);
        };
    }

    private Object statement(Method method, @Nullable Object[] arguments) throws SQLException {
        Object made = Call.pass(real, method, arguments);
        String sql = arguments.length > 0 && arguments[0] instanceof String text ? text : null;
        return Proxy.newProxyInstance(
                WatchedConnection.class.getClassLoader(),
                new Class<?>[] {method.getReturnType()},
                new WatchedStatement(requireNonNull(made), sql));
    }

    private @Nullable Object rollback(Method method, @Nullable Object[] arguments) throws SQLException {
        Object nothing = Call.pass(real, method, arguments);
        if (arguments.length == 0) {
            forget();
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

    private @Nullable Object unwrap(Method method, @Nullable Object[] arguments) throws SQLException {
        complete = false;
        return Call.pass(real, method, arguments);
    }

    private @Nullable Object passAndSettle(Method method, @Nullable Object[] arguments) throws SQLException {
        try {
            return Call.pass(real, method, arguments);
        } finally {
            settle();
        }
    }

    private void sending(String sql) {
        if (sent.size() < MOST_STATEMENTS) {
            sent.add(sql);
        } else {
            complete &= sent.contains(sql);
        }
    }

    private void settle() throws SQLException {
        if (!sent.isEmpty() && (driver.isClosed() || driver.getTransactionState() == TransactionState.IDLE)) {
            tell();
        }
    }

    private void tell() {
        if (sent.isEmpty() && complete) {
            return;
        }
        List<String> statements = List.copyOf(sent);
        boolean all = complete;
        forget();
        try {
            listener.ended(statements, all);
        } catch (RuntimeException e) {
            // What has been committed must not look as if it had failed.
            LOG.error("The listener failed on the end of a transaction", e);
        }
    }

    private void forget() {
        sent.clear();
        complete = true;
    }

    private final class WatchedStatement implements InvocationHandler {

        private final Object statement;
        private final @Nullable String sql;

        WatchedStatement(Object statement, @Nullable String sql) {
            this.statement = statement;
            this.sql = sql;
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] given)
                throws SQLException {
            @Nullable Object[] arguments = Call.orEmpty(given);
            String name = method.getName();
            if (name.equals("equals")) {
                return proxy == arguments[0];
            }
            if (name.equals("getConnection")) {
                return self;
            }
            String text = arguments.length > 0 && arguments[0] instanceof String given0 ? given0 : sql;
            if (name.equals("addBatch") && text != null) {
                sending(text);
            }
            if (!name.startsWith("execute")) {
                return Call.pass(statement, method, arguments);
            }
            if (text != null) {
                sending(text);
            }
            try {
                return Call.pass(statement, method, arguments);
            } finally {
                settle();
            }
        }
    }
}
