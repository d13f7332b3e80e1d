package dev.sluice.routing.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The connection that an application holds; {@link Session} is what it stands for.
 *
 * <p>A {@link Proxy}, because {@code Connection} and the statements have some four hundred methods, more with each Java
 * version, of which a handful matter here; written by hand, each of the others would be a place to forget one. The price
 * is a reflective call, well under a microsecond, for something that goes over a network. Result sets are wrapped only
 * where results are cached ({@link Linked}); else their {@code getStatement()} is the physical statement.
 */
final class RoutedConnection implements InvocationHandler {

    private static final String CLOSED = "08003";
    private static final String IN_TRANSACTION = "25001";
    private static final String NO_TRANSACTION = "25P01";
    private static final String OUTCOME_UNKNOWN = "08007";

    private final Session session;
    private final Connection self;

    private RoutedConnection(Session session) {
        this.session = session;
        this.self = (Connection) Proxy.newProxyInstance(
                RoutedConnection.class.getClassLoader(), new Class<?>[] {Connection.class}, this);
    }

    static Connection of(Session session) {
        return new RoutedConnection(session).self;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] given)
            throws SQLException {
        @Nullable Object[] arguments = Call.orEmpty(given);
        return switch (method.getName()) {
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            case "toString" -> describe();
            case "close" -> run(session::end);
            case "abort" -> run(session::abort);
            case "isClosed" -> session.hasEnded();
            default -> invokeOpen(method, arguments);
        };
    }

    private @Nullable Object invokeOpen(Method method, @Nullable Object[] arguments) throws SQLException {
        if (session.hasEnded()) {
            throw new SQLException("the connection is closed", CLOSED);
        }
        SessionSettings settings = session.settings();
        return switch (method.getName()) {
            case "createStatement", "prepareStatement", "prepareCall" -> prepare(method, arguments);
            case "isReadOnly" -> settings.readOnly();
            case "setReadOnly" -> setReadOnly(Boolean.TRUE.equals(arguments[0]));
            case "getAutoCommit" -> settings.autoCommit();
            case "setAutoCommit" -> setAutoCommit(method, Boolean.TRUE.equals(arguments[0]));
            case "commit" -> commit(method);
            case "rollback" -> arguments.length == 0 ? rollback(method) : rollbackTo(method, arguments);
            case "isValid" -> session.isStranded() ? false : withoutTaking(method, arguments);
            case "getWarnings", "clearWarnings" -> withoutTaking(method, arguments);
            case "getMetaData" -> linked(method, arguments);
            case "createArrayOf" ->
                session.results() == ResultSource.NONE ? session.pass(method, arguments) : linked(method, arguments);
            case "isWrapperFor" -> isSelf(arguments[0]) || Boolean.TRUE.equals(session.pass(method, arguments));
            case "unwrap" -> isSelf(arguments[0]) ? self : unwrap(method, arguments);
            default -> SessionSettings.isSetter(method) ? set(method, arguments) : session.pass(method, arguments);
        };
    }

    private Object prepare(Method method, @Nullable Object[] arguments) throws SQLException {
        RoutedStatement statement = new RoutedStatement(session, self, new Recipe(method, arguments));
        statement.bind(session.router().trail());
        session.opened(statement);
        return statement.self();
    }

    private @Nullable Object linked(Method method, @Nullable Object[] arguments) throws SQLException {
        Lease current = session.use(session.router().trail(), null);
        return Linked.of(session.passOn(current, method, arguments), new SessionLink(session, self, current));
    }

    private @Nullable Object setReadOnly(boolean value) throws SQLException {
        Lease current = session.held();
        if (current != null && value != session.settings().readOnly() && current.inTransaction()) {
            throw new SQLException("setReadOnly within a transaction; commit or roll back first", IN_TRANSACTION);
        }
        session.settings().readOnly(value);
        return null;
    }

    private @Nullable Object setAutoCommit(Method method, boolean value) throws SQLException {
        Lease current = session.held();
        if (current != null && value != session.settings().autoCommit()) {
            session.passOn(current, method, new Object[] {value});
            current.notes().transactionEnded();
        }
        session.settings().autoCommit(value);
        return null;
    }

    private @Nullable Object commit(Method method) throws SQLException {
        if (session.forgetLostTransaction()) {
            throw new SQLException(
                    "the transaction was lost together with its connection; nothing of it stays, unless its commit had"
                            + " been sent: then nobody knows the outcome",
                    OUTCOME_UNKNOWN);
        }
        return endTransaction(method);
    }

    private @Nullable Object rollback(Method method) throws SQLException {
        return session.forgetLostTransaction() ? null : endTransaction(method);
    }

    private @Nullable Object rollbackTo(Method method, @Nullable Object[] arguments) throws SQLException {
        noteChange();
        return session.pass(method, arguments);
    }

    private void noteChange() {
        Lease current = session.held();
        if (current != null) {
            current.notes().changed();
        }
    }

    private @Nullable Object endTransaction(Method method) throws SQLException {
        if (session.settings().autoCommit()) {
            throw new SQLException("cannot " + method.getName() + " while auto-commit is on", NO_TRANSACTION);
        }
        Lease current = session.held();
        if (current != null) {
            current.notes().transactionEnded();
        }
        return withoutTaking(method, Call.orEmpty(null));
    }

    private @Nullable Object withoutTaking(Method method, @Nullable Object[] arguments) throws SQLException {
        Lease current = session.held();
        if (current != null) {
            return session.passOn(current, method, arguments);
        }
        return method.getReturnType() == boolean.class ? Boolean.TRUE : null;
    }

    private @Nullable Object set(Method method, @Nullable Object[] arguments) throws SQLException {
        Lease current = session.held();
        if (current != null) {
            current.originals().before(method, current.connection());
            session.passOn(current, method, arguments);
            current.notes().changed();
        }
        session.settings().remember(method, arguments);
        return null;
    }

    private @Nullable Object unwrap(Method method, @Nullable Object[] arguments) throws SQLException {
        Object inner = session.pass(method, arguments);
        // Nobody sees what the application does behind this.
        session.markChanged();
        Lease current = session.held();
        if (current != null) {
            current.unwatched();
        }
        return inner;
    }

    private boolean isSelf(@Nullable Object type) {
        return type instanceof Class<?> wanted && wanted.isInstance(self);
    }

    private String describe() {
        Lease current = session.held();
        return "RoutedConnection[" + (session.settings().readOnly() ? "read-only, " : "")
                + (current == null ? "no server yet" : current.endpoint().name()) + "]";
    }

    private static @Nullable Object run(Runnable action) {
        action.run();
        return null;
    }
}
