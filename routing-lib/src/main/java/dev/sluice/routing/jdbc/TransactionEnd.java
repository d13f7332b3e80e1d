package dev.sluice.routing.jdbc;

import dev.sluice.sql.lexer.Lexer;
import dev.sluice.sql.lexer.ParameterStyle;
import dev.sluice.sql.lexer.TokenKind;

/** Finds the statements of a text that end a transaction, behind which the same text may begin another one. */
final class TransactionEnd {

    private TransactionEnd() {}

    /** Whether one of a text's statements ends a transaction, committed or not; going back to a savepoint ends none. */
    static boolean in(String sql) {
        Lexer lexer = new Lexer(sql, ParameterStyle.JDBC);
        for (TokenKind kind = lexer.next(); kind != TokenKind.END; kind = lexer.next()) {
            if (kind == TokenKind.SEMICOLON) {
                continue;
            }
            if (ends(lexer)) {
                return true;
            }
            while (kind != TokenKind.END && kind != TokenKind.SEMICOLON) {
                kind = lexer.next();
            }
        }
        return false;
    }

    private static boolean ends(Lexer lexer) {
        if (lexer.isWord("prepare")) {
            lexer.next();
            return lexer.isWord("transaction");
        }
        if (!lexer.isWord("rollback")) {
            return lexer.isWord("commit") || lexer.isWord("end") || lexer.isWord("abort");
        }
        lexer.next();
        if (lexer.isWord("work") || lexer.isWord("transaction")) {
            lexer.next();
        }
        return !lexer.isWord("to");
    }
}
