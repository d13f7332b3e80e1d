package dev.sluice.analysis.parse;

import dev.sluice.sql.lexer.Lexer;
import dev.sluice.sql.lexer.ParameterStyle;
import dev.sluice.sql.lexer.TokenKind;
import org.jspecify.annotations.Nullable;

/** Makes a statement as written for psql readable for a grammar that knows only the server's SQL. */
final class Variables {

    private Variables() {}

    /**
     * The statement with a name or a string in the place of each variable, letters in the place of each character that
     * takes two chars, and nothing in the place of meta-commands. Of the same length.
     */
    static String masked(String statement) {
        char[] masked = surrogates(statement);
        if (statement.indexOf(':') < 0 && statement.indexOf('\\') < 0) {
            return masked == null ? statement : new String(masked);
        }
        masked = masked == null ? statement.toCharArray() : masked;
        Lexer lexer = new Lexer(statement, ParameterStyle.PSQL);
        while (lexer.next() != TokenKind.END) {
            switch (lexer.kind()) {
                case NAMED_PARAMETER -> masked[lexer.start()] = '_';
                case VARIABLE_STRING -> masked[lexer.start()] = ' ';
                case VARIABLE_NAME -> {
                    // All of it stays one name, which begins where the variable does.
                    masked[lexer.start()] = '"';
                    masked[lexer.start() + 1] = '_';
                }
                case VARIABLE_TEST -> word(masked, lexer.start(), lexer.end());
                case BACKSLASH -> lexer.moveTo(blank(masked, lexer.start()));
                default -> {}
            }
        }
        return new String(masked);
    }

    private static char @Nullable [] surrogates(String statement) {
        char[] masked = null;
        for (int at = 0; at < statement.length(); at++) {
            if (Character.isSurrogate(statement.charAt(at))) {
                masked = masked == null ? statement.toCharArray() : masked;
                masked[at] = 'x';
            }
        }
        return masked;
    }

    private static void word(char[] masked, int from, int to) {
        for (int at = from; at < to; at++) {
            masked[at] = 'x';
        }
    }

    private static int blank(char[] masked, int from) {
        int at = from;
        while (at < masked.length && masked[at] != '\n' && masked[at] != '\r') {
            masked[at++] = ' ';
        }
        return at;
    }
}
