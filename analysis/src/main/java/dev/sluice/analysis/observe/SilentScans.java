package dev.sluice.analysis.observe;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What scans without a word of it: for a domain, and for the rows of a default partition. */
final class SilentScans {

    private SilentScans() {}

    static boolean isOne(String sql) {
        boolean partition = sql.toUpperCase(Locale.ROOT).contains("PARTITION");
        return StatementWatch.begins(sql, "ALTER DOMAIN")
                || (partition
                        && (StatementWatch.begins(sql, "CREATE TABLE")
                                || StatementWatch.begins(sql, "CREATE FOREIGN TABLE")
                                || StatementWatch.begins(sql, "ALTER TABLE")));
    }

    /** Whether it may scan so in a block or routine, where other things read tables as a whole too: nobody knows what for. */
    static boolean mayHideOne(String sql) {
        return Stream.of("DO", "CALL", "SELECT", "EXECUTE").anyMatch(words -> StatementWatch.begins(sql, words));
    }

    /** The tables that were read as a whole since then. */
    static Set<Long> since(Map<Long, Long> before, Connection connection) throws SQLException {
        Set<Long> scanned = new HashSet<>();
        read(connection).forEach((number, scans) -> {
            if (scans > before.getOrDefault(number, 0L)) {
                scanned.add(number);
            }
        });
        return scanned;
    }

    /** How often the transaction has read each table as a whole. */
    static Map<Long, Long> read(Connection connection) throws SQLException {
        Map<Long, Long> scans = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT relid, seq_scan FROM pg_stat_xact_user_tables")) {
            while (rows.next()) {
                scans.put(rows.getLong(1), rows.getLong(2));
            }
        }
        return scans;
    }
}
