package dev.sluice.routing.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.jdbc.PgArray;
import org.postgresql.jdbc.PgResultSet;

/**
 * A JDBC object that was had from a connection. It leads back to the connection that the application holds, never to one
 * behind it, and what it writes by itself is told: an updatable result set sends statements that nobody else sees. A {@link
 * Proxy}, as {@link RoutedConnection} is.
 */
final class Linked implements InvocationHandler {

    private final Object target;
    private final @Nullable Statement owner;
    private final Link link;

    /** What is behind such objects. */
    interface Link {

        /** The connection that the application holds. */
        Connection connection();

        /** The driver's connection behind it. */
        BaseConnection driver();

        /** Something of the driver has been given out, and nobody sees what is done with it. */
        void unwatched();

        /** A row is going to be written by this result set. */
        void writes(ResultSet rows);

        /** A call has been made by which something may have been written. */
        void settle() throws SQLException;
    }

    /** Two layers of connections. */
    record Both(Link outer, Link inner) implements Link {

        @Override
        public Connection connection() {
            return outer.connection();
        }

        @Override
        public BaseConnection driver() {
            return inner.driver();
        }

        @Override
        public void unwatched() {
            outer.unwatched();
            inner.unwatched();
        }

        @Override
        public void writes(ResultSet rows) {
            outer.writes(rows);
            inner.writes(rows);
        }

        @Override
        public void settle() throws SQLException {
            outer.settle();
            inner.settle();
        }
    }

    private Linked(Object target, @Nullable Statement owner, Link link) {
        this.target = target;
        this.owner = owner;
        this.link = link;
    }

    /** What a call has returned; linked, if it leads back. */
    static @Nullable Object of(@Nullable Object value, Link link) throws SQLException {
        return of(value, null, link);
    }

    /**
     * What a call on a statement has returned; linked, if it leads back.
     *
     * @param owner the statement as the application has it; null when it has another one, or none
     */
    static @Nullable Object of(@Nullable Object value, @Nullable Statement owner, Link link) throws SQLException {
        if (value instanceof PgArray array) {
            return LinkedArray.of(array, link);
        }
        Class<?> type = typeOf(value);
        if (value == null || type == null) {
            return value;
        }
        // One layer of calls for the two, since rows are read through it.
        Linked inner = linked(value);
        Linked made = inner == null
                ? new Linked(value, owner, link)
                : new Linked(inner.target, owner, new Both(link, inner.link));
        return Proxy.newProxyInstance(Linked.class.getClassLoader(), new Class<?>[] {type}, made);
    }

    /** The result set behind one that is linked; any other one is itself. */
    static ResultSet behind(ResultSet rows) {
        Linked linked = linked(rows);
        return linked == null ? rows : (ResultSet) linked.target;
    }

    private static @Nullable Linked linked(Object value) {
        return Proxy.isProxyClass(value.getClass()) && Proxy.getInvocationHandler(value) instanceof Linked linked
                ? linked
                : null;
    }

    private static @Nullable Class<?> typeOf(@Nullable Object value) {
        if (value instanceof ResultSet) {
            return ResultSet.class;
        }
        if (value instanceof Statement) {
            return value instanceof CallableStatement
                    ? CallableStatement.class
                    : value instanceof PreparedStatement ? PreparedStatement.class : Statement.class;
        }
        return value instanceof DatabaseMetaData ? DatabaseMetaData.class : null;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] given)
            throws SQLException {
        @Nullable Object[] arguments = Call.orEmpty(given);
        return switch (method.getName()) {
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            case "getConnection" -> link.connection();
            case "getStatement" -> owner != null ? owner : of(Call.pass(target, method, arguments), link);
            case "isWrapperFor" ->
                isWrapped(proxy, arguments[0]) || Boolean.TRUE.equals(Call.pass(target, method, arguments));
            case "unwrap" -> isWrapped(proxy, arguments[0]) ? proxy : unwrap(method, arguments);
            case "insertRow", "updateRow", "deleteRow" -> write(method, arguments);
            default ->
                target instanceof Statement statement
                        ? onStatement(statement, proxy, method, arguments)
                        : read(method, arguments);
        };
    }

    private static boolean isWrapped(Object proxy, @Nullable Object type) {
        return type instanceof Class<?> wanted && wanted.isInstance(proxy);
    }

    private @Nullable Object unwrap(Method method, @Nullable Object[] arguments) throws SQLException {
        link.unwatched();
        return Call.pass(target, method, arguments);
    }

    private @Nullable Object read(Method method, @Nullable Object[] arguments) throws SQLException {
        Object value = Call.pass(target, method, arguments);
        return value instanceof PgArray array && target instanceof ResultSet rows
                ? LinkedArray.of(array, rows.unwrap(PgResultSet.class), arguments[0], link)
                : of(value, link);
    }

    private @Nullable Object write(Method method, @Nullable Object[] arguments) throws SQLException {
        link.writes((ResultSet) target);
        try {
            return Call.pass(target, method, arguments);
        } finally {
            link.settle();
        }
    }

    /** A statement that the driver has made for itself, such as for what {@link DatabaseMetaData} tells. */
    private @Nullable Object onStatement(Statement statement, Object proxy, Method method, @Nullable Object[] arguments)
            throws SQLException {
        if (!method.getName().startsWith("execute")) {
            return of(Call.pass(statement, method, arguments), (Statement) proxy, link);
        }
        link.unwatched();
        try {
            return of(Call.pass(statement, method, arguments), (Statement) proxy, link);
        } finally {
            link.settle();
        }
    }
}
