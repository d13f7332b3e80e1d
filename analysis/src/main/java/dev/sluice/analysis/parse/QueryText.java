package dev.sluice.analysis.parse;

import dev.sluice.sql.lexer.TokenKind;
import org.jspecify.annotations.Nullable;

/** A part of a statement in words that JSqlParser knows: some of PostgreSQL's it has not. */
final class QueryText {

    private QueryText() {}

    /** The text from one token to before another one. */
    static String of(SourceText source, Tokens tokens, int from, int to) {
        if (to <= from) {
            return "";
        }
        String text = Variables.masked(tokens.span(from, to).in(source.readable()));
        int start = tokens.start(from);
        StringBuilder known = new StringBuilder(text.length());
        int copied = 0;
        for (int i = from; i < to; i++) {
            String word = word(tokens, i);
            if (word != null) {
                known.append(text, copied, tokens.start(i) - start).append(word);
                copied = tokens.end(i) - start;
            }
        }
        return known.append(text, copied, text.length()).toString();
    }

    /** What to write in the place of a token; null for that itself. */
    private static @Nullable String word(Tokens tokens, int at) {
        if (tokens.kind(at) == TokenKind.INTEGER && tokens.text(at).indexOf('_') > 0) {
            return tokens.text(at).replace("_", "");
        }
        if (tokens.isWord(at, "tid") && tokens.kind(at + 1).isText()) {
            return "";
        }
        // A query may have no columns.
        return tokens.isWord(at, "select") && tokens.isWord(at + 1, "from") ? "select 1" : null;
    }
}
