package dev.sluice.analysis.observe;

import dev.sluice.analysis.statement.LockMode;
import dev.sluice.analysis.statement.Name;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

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
                String mode = rows.getString(2).replaceAll("Lock$", "").replaceAll("(?<=[a-z])(?=[A-Z])", "_");
                LockMode lock = LockMode.valueOf(mode.toUpperCase(Locale.ROOT));
                if (table != null && lock.compareTo(LockMode.ROW_EXCLUSIVE) >= 0) {
                    locks.merge(table, lock, (a, b) -> a.compareTo(b) > 0 ? a : b);
                }
            }
        }
        return locks;
    }
}
