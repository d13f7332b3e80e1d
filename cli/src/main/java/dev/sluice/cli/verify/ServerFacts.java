package dev.sluice.cli.verify;

import dev.sluice.analysis.schema.PostgresVersion;
import dev.sluice.cli.database.Database;
import dev.sluice.cli.failure.CommandFailure;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can be seen of a database, as any user, that speaks against running trials in it. */
final class ServerFacts {

    /** What users have made, by any schema of theirs; an extension's own objects are none of it. */
    private static final String RELATIONS = "SELECT n.nspname || '.' || c.relname, count(*) OVER () FROM pg_class c"
            + " JOIN pg_namespace n ON n.oid = c.relnamespace"
            + " WHERE c.relkind IN ('r', 'p', 'm', 'f', 'v', 'S')"
            + " AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\\_t%'"
            + " AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_class'::regclass"
            + " AND d.objid = c.oid AND d.deptype = 'e') ORDER BY 1 LIMIT 3";

    private static final String SESSIONS = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            + " AND usesysid IS NOT NULL AND pid NOT IN (";

    private final Connection connection;
    private final Connection second;

    ServerFacts(Connection connection, Connection second) {
        this.connection = connection;
        this.second = second;
    }

    PostgresVersion version() throws SQLException {
        return PostgresVersion.parse(text(connection, "SHOW server_version"));
    }

    void check(Database database, List<String> outreach, @Nullable String confirmed) throws SQLException {
        if (isTrue("SELECT pg_is_in_recovery()")) {
            throw new CommandFailure("the server of " + database
                    + " is in recovery, a standby or one that is being restored: migrations are not run on it.");
        }
        String name = text(connection, "SELECT current_database()");
        if (confirmed != null && !confirmed.equals(name)) {
            throw new CommandFailure("--verify-scratch names '" + confirmed + "', and --verify the database '" + name
                    + "': nothing was run.");
        }
        List<String> doubts = doubts(outreach);
        if (confirmed == null && !doubts.isEmpty()) {
            throw new CommandFailure("the database " + database + " is not plainly a scratch database: "
                    + String.join("; ", doubts) + ". Nothing was run. Take an empty one, or say --verify-scratch "
                    + name
                    + " if it may be changed nevertheless.");
        }
    }

    private List<String> doubts(List<String> outreach) throws SQLException {
        List<String> doubts = new ArrayList<>();
        List<String> names = new ArrayList<>();
        long relations = 0;
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(RELATIONS)) {
            while (rows.next()) {
                names.add(rows.getString(1));
                relations = rows.getLong(2);
            }
        }
        if (relations > 0) {
            doubts.add("it holds tables, views or sequences (" + relations + ": " + String.join(", ", names)
                    + (relations > names.size() ? ", …" : "") + ")");
        }
        String own = text(connection, "SELECT pg_backend_pid()") + ", " + text(second, "SELECT pg_backend_pid()");
        String others = text(connection, SESSIONS + own + ")");
        if (!others.equals("0")) {
            doubts.add("other sessions are connected to it (" + others + ")");
        }
        if (isTrue(
                "SELECT datistemplate OR datname = 'postgres' FROM pg_database WHERE datname = current_database()")) {
            doubts.add("it is a template for other databases, or the one that every server has");
        }
        if (isTrue("SELECT EXISTS (SELECT 1 FROM pg_stat_replication)")) {
            doubts.add("its server has standbys");
        }
        doubts.addAll(outreach);
        return doubts;
    }

    private boolean isTrue(String query) throws SQLException {
        return "t".equals(text(connection, query));
    }

    private static String text(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
