package dev.sluice.analysis.parse;

import dev.sluice.analysis.statement.DataChange;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.Span;
import dev.sluice.sql.lexer.TokenKind;

/** Reads what {@code MERGE} does with the rows that are there. */
final class MergeReader {

    private final Tokens tokens;
    private final Span span;

    MergeReader(Tokens tokens, Span span) {
        this.tokens = tokens;
        this.span = span;
    }

    /**
     * The statement.
     *
     * @param limited whether a LIMIT bounds the rows that it takes from elsewhere
     */
    DataChange.Merge read(Name table, boolean limited) {
        boolean bounded = !isOnAll() && (limited || readsNoTable());
        return new DataChange.Merge(span, table, !bounded && has("then", "update"), !bounded && has("then", "delete"));
    }

    /** With such a condition each row matches, whatever it is compared with. */
    private boolean isOnAll() {
        return has("on", "true");
    }

    private boolean has(String first, String second) {
        for (int i = 0; i < tokens.count(); i++) {
            if (tokens.isWord(i, first) && tokens.isWord(i + 1, second)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the rows stand in the statement: {@code USING (VALUES …)}, or a query without FROM. */
    private boolean readsNoTable() {
        int using = 0;
        while (using < tokens.count() && !tokens.isWord(using, "using")) {
            using++;
        }
        if (tokens.kind(using + 1) != TokenKind.OPEN_PARENTHESIS) {
            return false;
        }
        int depth = 0;
        for (int i = using + 1; i < tokens.count(); i++) {
            depth += Expressions.depthChange(tokens.kind(i));
            if (depth == 0) {
                return true;
            }
            if (tokens.isWord(i, "from") || tokens.isWord(i, "table") || tokens.isWord(i, "generate_series")) {
                return false;
            }
        }
        return false;
    }
}
