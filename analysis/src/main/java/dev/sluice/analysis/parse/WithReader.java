package dev.sluice.analysis.parse;

import dev.sluice.analysis.statement.DataChange;
import dev.sluice.analysis.statement.Span;
import dev.sluice.analysis.statement.Statement;
import dev.sluice.analysis.statement.WithChanges;
import dev.sluice.sql.lexer.TokenKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Finds the changes of rows in the {@code WITH} of a statement, where PostgreSQL has them at the outermost level only. */
final class WithReader {

    private static final int MOST_TOKENS = 50_000;
    private static final int DEEPEST = 40;
    private static final int MOST_BEFORE = 1_000;

    private final List<Statement> changes = new ArrayList<>();
    private final List<Unread> unread = new ArrayList<>();

    /**
     * Reads those of the WITH that comes next, be it in parentheses.
     *
     * @param variables those of the body that it stands in
     */
    WithReader(SourceText source, Tokens tokens, Set<String> variables) {
        int from = tokens.position();
        while (tokens.kind(from) == TokenKind.OPEN_PARENTHESIS) {
            from++;
        }
        if (!tokens.isWord(from, "with")) {
            return;
        }
        if (tokens.depth() > DEEPEST || !tokens.isComplete()) {
            unread.add(new Unread(tokens.span(), "its WITH is longer, or nests deeper, than what is read in full"));
            return;
        }
        for (int i = from + 1; i < tokens.count(); i++) {
            if (tokens.kind(i) == TokenKind.OPEN_PARENTHESIS) {
                int end = tokens.closing(i);
                if (isBody(tokens, i) && isChange(tokens, i + 1)) {
                    Span span = new Span(tokens.start(i + 1), tokens.start(end));
                    Tokens inner = new Tokens(source, span, MOST_TOKENS);
                    add(new DataReader(source, inner, inner.span(), before(source, tokens, from, i), variables).read());
                }
                i = end;
            }
        }
    }

    /** The changes in the order of the text. */
    List<Statement> changes() {
        return changes;
    }

    /** What of them could not be read. */
    List<Unread> unread() {
        return unread;
    }

    private void add(Parsed change) {
        unread.addAll(change.unread());
        if (change.statement() instanceof DataChange || change.statement() instanceof WithChanges) {
            changes.add(change.statement());
        }
    }

    /** The parts of the WITH from there on that stand before a body, which it may name. */
    private static String before(SourceText source, Tokens tokens, int from, int body) {
        int end = body;
        while (end > from && tokens.kind(end) != TokenKind.COMMA) {
            // A list of columns has commas too.
            end = tokens.kind(end) == TokenKind.CLOSE_PARENTHESIS ? opening(tokens, end) - 1 : end - 1;
        }
        // What is very long would be read again for each change.
        return end > from && end - from <= MOST_BEFORE ? QueryText.of(source, tokens, from, end) : "";
    }

    private static int opening(Tokens tokens, int close) {
        int open = close;
        while (open > 0 && (tokens.kind(open) != TokenKind.OPEN_PARENTHESIS || tokens.closing(open) != close)) {
            open--;
        }
        return open;
    }

    private static boolean isBody(Tokens tokens, int at) {
        return tokens.isWord(at - 1, "as") || tokens.isWord(at - 1, "materialized");
    }

    private static boolean isChange(Tokens tokens, int at) {
        return tokens.isWord(at, "insert")
                || tokens.isWord(at, "update")
                || tokens.isWord(at, "delete")
                || tokens.isWord(at, "merge")
                || tokens.isWord(at, "with");
    }
}
