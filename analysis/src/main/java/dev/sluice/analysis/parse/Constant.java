package dev.sluice.analysis.parse;

import dev.sluice.analysis.statement.Span;
import dev.sluice.sql.lexer.TokenKind;
import org.jspecify.annotations.Nullable;

/**
 * What stands between the quotes of a string constant that is code, read where it stands.
 *
 * @param doubled whether it has quotes, each of which is written twice
 */
record Constant(Span text, boolean doubled) {

    /** In larger files, code with doubled quotes is not read: each block with such code costs a copy of the file. */
    private static final int LARGEST_FILE = 256 * 1024;

    /** The constant at that token; null when it is none, or its escapes shift what is in it. */
    static @Nullable Constant at(SourceText source, Tokens tokens, int at) {
        String token = tokens.text(at);
        int from = tokens.start(at);
        if (tokens.kind(at) == TokenKind.DOLLAR_STRING) {
            int tag = token.indexOf('$', 1) + 1;
            return new Constant(new Span(from + tag, from + token.length() - tag), false);
        }
        if (tokens.kind(at) != TokenKind.STRING || !hasOnePart(token)) {
            return null;
        }
        boolean doubled = token.indexOf('\'', 1) < token.length() - 1;
        return doubled && source.text().length() > LARGEST_FILE
                ? null
                : new Constant(new Span(from + 1, from + token.length() - 1), doubled);
    }

    /** Whether each quote in it is doubled; else it goes on behind a line break. */
    private static boolean hasOnePart(String token) {
        for (int at = 1; at < token.length() - 1; at++) {
            if (token.charAt(at) == '\'' && token.charAt(++at) != '\'') {
                return false;
            }
        }
        return true;
    }

    /** Writes one quote in the place of two, with a space on the outer side of what it quotes. */
    void undouble(char[] readable) {
        boolean inside = false;
        int at = text.from();
        while (doubled && at + 1 < text.to()) {
            if (readable[at] != '\'') {
                at++;
            } else if (inside && isPair(readable, at + 2)) {
                // A quote in the quoted: it stays double, and what follows it goes on.
                readable[at + 2] = ' ';
                readable[at + 3] = ' ';
                at += 4;
            } else {
                readable[inside ? at + 1 : at] = ' ';
                inside = !inside;
                at += 2;
            }
        }
    }

    private boolean isPair(char[] readable, int at) {
        return at + 1 < text.to() && readable[at] == '\'' && readable[at + 1] == '\'';
    }
}
