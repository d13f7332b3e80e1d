package dev.sluice.routing.cache;

import dev.sluice.routing.cache.policy.WarmQuery;
import dev.sluice.routing.jdbc.SqlFunction;
import dev.sluice.sql.classify.Classifier;
import dev.sluice.sql.classify.Reason;
import dev.sluice.sql.classify.SafeNames;
import dev.sluice.sql.lexer.Lexer;
import dev.sluice.sql.lexer.ParameterStyle;
import dev.sluice.sql.lexer.TokenKind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A statement of the policy. Its text comes from outside of the application, so it must be one query that does nothing but
 * read, and runs in a read-only transaction, which binds functions of one's own too.
 */
final class WarmStatement {

    private static final Classifier CLASSIFIER = new Classifier(SafeNames.builtIn(), ParameterStyle.JDBC);
    private static final Set<Reason> ALLOWED =
            Set.of(Reason.READ_ONLY, Reason.UNKNOWN_FUNCTION, Reason.UNKNOWN_OPERATOR);

    private WarmStatement() {}

    /** Says what is wrong with a statement that is not to be run. */
    static void check(WarmQuery query) {
        Reason reason = isSingle(query.sql()) ? CLASSIFIER.classify(query.sql()).reason() : Reason.SEVERAL_STATEMENTS;
        if (!ALLOWED.contains(reason)) {
            throw new IllegalArgumentException("it " + reason.description() + ", expected one query that only reads");
        }
    }

    private static boolean isSingle(String sql) {
        Lexer lexer = new Lexer(sql, ParameterStyle.JDBC);
        TokenKind kind = lexer.next();
        while (kind != TokenKind.END && kind != TokenKind.SEMICOLON) {
            kind = lexer.next();
        }
        return kind == TokenKind.END || lexer.next() == TokenKind.END;
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
