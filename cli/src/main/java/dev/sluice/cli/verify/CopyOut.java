package dev.sluice.cli.verify;

import dev.sluice.sql.lexer.Lexer;
import dev.sluice.sql.lexer.ParameterStyle;
import dev.sluice.sql.lexer.TokenKind;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;

/** {@code COPY … TO STDOUT}, whose lines a client has to take. Here nobody reads them. */
final class CopyOut {

    private CopyOut() {}

    static boolean isOne(String sql) {
        Lexer lexer = new Lexer(sql, ParameterStyle.PSQL);
        if (lexer.next() != TokenKind.WORD || !lexer.token().equalsIgnoreCase("copy")) {
            return false;
        }
        int depth = 0;
        boolean to = false;
        for (TokenKind kind = lexer.next(); kind != TokenKind.END; kind = lexer.next()) {
            String token = lexer.token();
            depth += token.equals("(") ? 1 : token.equals(")") ? -1 : 0;
            if (to && depth == 0 && kind == TokenKind.WORD && token.equalsIgnoreCase("stdout")) {
                return true;
            }
            to = depth == 0 && kind == TokenKind.WORD && token.equalsIgnoreCase("to");
        }
        return false;
    }

    static void run(Connection connection, String sql) throws SQLException {
        try {
            new CopyManager(connection.unwrap(BaseConnection.class)).copyOut(sql, OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new SQLException("the rows of COPY could not be taken: " + e.getMessage(), e);
        }
    }
}
