package dev.sluice.analysis.parse;

import dev.sluice.sql.lexer.TokenKind;
import org.jspecify.annotations.Nullable;

/**
 * The condition that Entity Framework writes before each statement of a script that may be run again: {@code IF NOT EXISTS (SELECT 1 FROM
 * "__EFMigrationsHistory" WHERE "MigrationId" = '…') THEN}.
 */
final class Guard {

    private static final String HISTORY = "__EFMigrationsHistory";

    private Guard() {}

    /** The migration that the {@code IF} there asks for; null where it asks for something else. */
    static @Nullable String migration(Tokens tokens, int at) {
        boolean begins = tokens.isWord(at, "if")
                && tokens.isWord(at + 1, "not")
                && tokens.isWord(at + 2, "exists")
                && tokens.kind(at + 3) == TokenKind.OPEN_PARENTHESIS
                && tokens.isWord(at + 4, "select")
                && tokens.isWord(at + 6, "from");
        int end = tokens.closing(at + 3);
        if (!begins || !tokens.isWord(end + 1, "then")) {
            return null;
        }
        int table = tokens.kind(at + 8) == TokenKind.DOT ? at + 9 : at + 7;
        boolean history = tokens.kind(table).isName()
                && tokens.identifier(table).equals(HISTORY)
                && tokens.isWord(table + 1, "where")
                && tokens.kind(table + 2).isName()
                && tokens.text(table + 3).equals("=")
                && tokens.kind(table + 4).isText()
                && end == table + 5;
        return history ? tokens.text(table + 4) : null;
    }
}
