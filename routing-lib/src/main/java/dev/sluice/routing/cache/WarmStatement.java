package dev.sluice.routing.cache;

import dev.sluice.routing.cache.policy.WarmQuery;
import dev.sluice.routing.jdbc.SqlFunction;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import org.jspecify.annotations.Nullable;

/**
 * A statement of the policy. Its text comes from outside of the application, so it must be one query that does nothing but
 * read, and runs in a read-only transaction, which binds functions of one's own too.
 */
final class WarmStatement {

    private WarmStatement() {}

    /** Says what is wrong with a statement that is not to be run. */
    static void check(WarmQuery query) {
        WarmQuery.refusal(query.sql()).ifPresent(why -> {
            throw new IllegalArgumentException("it " + why);
        });
    }

    /** Runs it on a connection in auto-commit, and leaves it so. */
    static <T extends @Nullable Object> T run(Connection connection, WarmQuery query, SqlFunction<ResultSet, T> read)
            throws SQLException {
        connection.setAutoCommit(false);
        try {
            try (PreparedStatement begin = connection.prepareStatement("SET TRANSACTION READ ONLY")) {
                begin.execute();
            }
            try (PreparedStatement statement = connection.prepareStatement(query.sql())) {
                for (int i = 0; i < query.parameters().size(); i++) {
                    // As text without a type: the server reads it as what the statement needs.
                    statement.setObject(i + 1, query.parameters().get(i), Types.OTHER);
                }
                try (ResultSet rows = statement.executeQuery()) {
                    return read.apply(rows);
                }
            }
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }
}
