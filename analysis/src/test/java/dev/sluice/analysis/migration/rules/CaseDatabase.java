package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.observe.StatementWatch;
import dev.sluice.testing.postgres.PostgresReplicaSet;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** A database of its own for each run of statements, made as a copy of one with a fixture. */
final class CaseDatabase implements AutoCloseable {

    private static final String TEMPLATE = "fixture";
    private static final String NAME = "watched";

    private final Connection first;
    private final Connection second;
    private final StatementWatch watch;

    private CaseDatabase(Connection first, Connection second) throws SQLException {
        this.first = first;
        this.second = second;
        this.watch = new StatementWatch(first, second);
        watch.execute("SET TimeZone = 'Europe/Vienna'; SET statement_timeout = '5min'");
    }

    static void fixture(PostgresReplicaSet set, String sql) throws SQLException {
        admin(set, "CREATE DATABASE " + TEMPLATE, "CREATE ROLE shop");
        if (set.primary().majorVersion() >= 15) {
            admin(set, "SET allow_in_place_tablespaces = on", "CREATE TABLESPACE fast LOCATION ''");
        }
        try (Connection connection = connect(set, TEMPLATE);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static CaseDatabase copy(PostgresReplicaSet set) throws SQLException {
        admin(set, "DROP DATABASE IF EXISTS " + NAME, "CREATE DATABASE " + NAME + " TEMPLATE " + TEMPLATE);
        return new CaseDatabase(connect(set, NAME), connect(set, NAME));
    }

    StatementWatch watch() {
        return watch;
    }

    private static void admin(PostgresReplicaSet set, String... commands) throws SQLException {
        try (Connection connection = connect(set, "postgres");
                Statement statement = connection.createStatement()) {
            for (String command : commands) {
                statement.execute(command);
            }
        }
    }

    private static Connection connect(PostgresReplicaSet set, String database) throws SQLException {
        // The extended protocol has no word for several statements at once.
        String url = set.primary().jdbcUrl(database);
        return DriverManager.getConnection(
                url + (url.contains("?") ? "&" : "?") + "preferQueryMode=simple", set.user(), set.password());
    }

    @Override
    public void close() throws SQLException {
        first.close();
        second.close();
    }
}
