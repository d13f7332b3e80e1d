package dev.sluice.cli.database;

import dev.sluice.analysis.schema.SearchPath;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Asks in which schemas a session looks as long as it has not said otherwise: database and role may have set it. */
public final class ConfiguredPath {

    private ConfiguredPath() {}

    /** That of a connection that has just been opened. */
    public static SearchPath read(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_catalog.current_setting('search_path'),"
                        + " current_user::text, ARRAY(SELECT nspname::text FROM pg_catalog.pg_namespace)")) {
            row.next();
            String[] schemas = (String[]) row.getArray(3).getArray();
            return SearchPath.of(row.getString(1), row.getString(2), List.of(schemas));
        }
    }
}
