package dev.sluice.sql.classify;

import dev.sluice.sql.lexer.Lexer;
import dev.sluice.sql.lexer.NameTable;
import dev.sluice.sql.lexer.TokenKind;
import org.jspecify.annotations.Nullable;

/** The name that has just been read, as {@code a.b.c}, and what stands before it. */
final class QualifiedName {

    private final String sql;
    private int parts;
    private int start;
    private int firstEnd;
    private int lastStart;
    private int end;
    private boolean plain;
    private TokenKind kindBefore = TokenKind.END;
    private @Nullable Word wordBefore;
    private @Nullable Word word;

    QualifiedName(String sql) {
        this.sql = sql;
    }

    void begin(Lexer lexer, @Nullable Word asWord, TokenKind before, @Nullable Word beforeWord) {
        parts = 1;
        start = lexer.start();
        firstEnd = lexer.end();
        kindBefore = before;
        wordBefore = beforeWord;
        word = asWord;
        last(lexer);
    }

    void add(Lexer lexer) {
        parts++;
        word = null;
        last(lexer);
    }

    private void last(Lexer lexer) {
        lastStart = lexer.start();
        end = lexer.end();
        plain = lexer.kind() == TokenKind.WORD;
    }

    void forget() {
        parts = 0;
    }

    boolean isThere() {
        return parts > 0;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    TokenKind kindBefore() {
        return kindBefore;
    }

    @Nullable
    Word wordBefore() {
        return wordBefore;
    }

    /** The word that a name of one part is. */
    @Nullable
    Word word() {
        return word;
    }

    boolean isPlainWord() {
        return parts == 1 && plain;
    }

    /** Whether the last part may begin with {@code pg_}. */
    boolean mayBeCatalog() {
        char first = sql.charAt(lastStart);
        return first == 'p' || first == 'P' || first == '"';
    }

    /** The last part as the server knows it; null for a quoted one with a quote in it. */
    @Nullable
    String last() {
        return known(lastStart, end);
    }

    /** What stands before the last part: null for nothing, empty for more than one plain name. */
    @Nullable
    String schema() {
        if (parts == 1) {
            return null;
        }
        String schema = parts == 2 ? known(start, firstEnd) : null;
        return schema == null ? "" : schema;
    }

    private @Nullable String known(int from, int to) {
        if (sql.charAt(from) == '"') {
            String inside = sql.substring(from + 1, to - 1);
            return inside.indexOf('"') < 0 ? inside : null;
        }
        StringBuilder folded = new StringBuilder(to - from);
        for (int at = from; at < to; at++) {
            folded.append(NameTable.lower(sql.charAt(at)));
        }
        return folded.toString();
    }
}
