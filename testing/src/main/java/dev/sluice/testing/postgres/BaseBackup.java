package dev.sluice.testing.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Copies the data folder of a running server, as pg_basebackup (not among the embedded programs) would. */
final class BaseBackup {

    private BaseBackup() {}

    /**
     * Fills a folder with a copy of the server's data. Whoever starts from it must stream the write-ahead log since the
     * start of the copy from the server.
     */
    static void copy(PostgresServer source, DataFolder to) {
        // The functions' names and results changed with PostgreSQL 15.
        boolean renamed = source.majorVersion() >= 15;
        String start = renamed
                ? "SELECT pg_backup_start('sluice fixture', true)"
                : "SELECT pg_start_backup('sluice fixture', true, false)";
        String stop = renamed
                ? "SELECT labelfile FROM pg_backup_stop(false)"
                : "SELECT labelfile FROM pg_stop_backup(false, false)";
        try (Connection connection = source.connect(PostgresServer.ADMIN);
                Statement statement = connection.createStatement()) {
            statement.execute(start);
            to.copyRunning(source.data());
            try (ResultSet result = statement.executeQuery(stop)) {
                result.next();
                to.write("backup_label", result.getString(1));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("cannot copy " + source.name(), e);
        }
    }
}
