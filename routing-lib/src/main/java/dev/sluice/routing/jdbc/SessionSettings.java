package dev.sluice.routing.jdbc;

import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the application has set on its connection, to be set again on each physical connection behind it. Only what was
 * set is remembered; everything else is as the pool gives it.
 */
final class SessionSettings {

    private static final Set<String> SETTERS = Set.of(
            "setTransactionIsolation",
            "setCatalog",
            "setSchema",
            "setHoldability",
            "setNetworkTimeout",
            "setClientInfo",
            "setTypeMap");

    private final Map<String, Call> settings = new LinkedHashMap<>();
    private boolean autoCommit = true;
    private boolean readOnly;

    /** The same for a statement that is a transaction of its own. */
    SessionSettings forOneStatement() {
        SessionSettings same = new SessionSettings();
        same.settings.putAll(settings);
        same.readOnly = readOnly;
        return same;
    }

    static boolean isSetter(Method method) {
        return SETTERS.contains(method.getName());
    }

    void remember(Method method, @Nullable Object[] arguments) {
        // One entry per property of setClientInfo(name, value), one per other setter.
        boolean named = method.getName().equals("setClientInfo") && arguments.length == 2;
        settings.put(named ? method.getName() + " " + arguments[0] : method.getName(), new Call(method, arguments));
    }

    /** Whether something is set that the server is told, beside what every connection has. */
    boolean reachServer() {
        return !settings.isEmpty();
    }

    boolean autoCommit() {
        return autoCommit;
    }

    void autoCommit(boolean value) {
        autoCommit = value;
    }

    boolean readOnly() {
        return readOnly;
    }

    void readOnly(boolean value) {
        readOnly = value;
    }

    /** Sets all of it on a connection that comes from the pool. */
    void apply(Lease lease) throws SQLException {
        Connection connection = lease.connection();
        if (connection.isReadOnly() != readOnly) {
            connection.setReadOnly(readOnly);
        }
        for (Call setting : settings.values()) {
            lease.originals().before(setting.method(), connection);
            setting.on(connection);
        }
        if (connection.getAutoCommit() != autoCommit) {
            connection.setAutoCommit(autoCommit);
        }
    }
}
