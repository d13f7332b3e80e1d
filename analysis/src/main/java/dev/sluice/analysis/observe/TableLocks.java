package dev.sluice.analysis.observe;

import dev.sluice.analysis.statement.LockMode;
import dev.sluice.analysis.statement.Name;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads the server's account of the locks of one session. */
final class TableLocks {

    private final int process;

    private TableLocks(int process) {
        this.process = process;
    }

    static TableLocks of(Connection session) throws SQLException {
        try (Statement statement = session.createStatement();
                ResultSet rows = statement.executeQuery("SELECT pg_backend_pid()")) {
            rows.next();
            return new TableLocks(rows.getInt(1));
        }
    }

    /** The strongest lock that it has, or waits for, on each relation, from {@code ROW EXCLUSIVE} on. */
    Map<Name, LockMode> read(Connection observer, Relations existing) throws SQLException {
        Map<Name, LockMode> locks = new HashMap<>();
        try (Statement statement = observer.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT relation, mode FROM pg_locks WHERE locktype = 'relation' AND pid = " + process)) {
            while (rows.next()) {
                Name table = existing.name(rows.getLong(1));
                LockMode lock = mode(rows.getString(2));
                if (table != null && lock.compareTo(LockMode.ROW_EXCLUSIVE) >= 0) {
                    locks.merge(table, lock, (a, b) -> a.compareTo(b) > 0 ? a : b);
                }
            }
        }
        return locks;
    }

    /** The locks that it has on views that are there for others too. */
    Set<LockMode> onViews(Connection observer) throws SQLException {
        Set<LockMode> modes = EnumSet.noneOf(LockMode.class);
        try (Statement statement = observer.createStatement();
                ResultSet rows = statement.executeQuery("SELECT DISTINCT l.mode FROM pg_locks l JOIN pg_class c"
                        + " ON c.oid = l.relation WHERE l.locktype = 'relation' AND c.relkind = 'v' AND l.pid = "
                        + process)) {
            while (rows.next()) {
                modes.add(mode(rows.getString(1)));
            }
        }
        return modes;
    }

    private static LockMode mode(String server) {
        String mode = server.replaceAll("Lock$", "").replaceAll("(?<=[a-z])(?=[A-Z])", "_");
        return LockMode.valueOf(mode.toUpperCase(Locale.ROOT));
    }
}
