package dev.sluice.analysis.parse;

import dev.sluice.analysis.statement.DataChange;
import dev.sluice.analysis.statement.DataChange.Filter;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.Span;
import dev.sluice.sql.lexer.TokenKind;
import java.util.HashSet;
import java.util.Set;

/** Reads what {@code MERGE} does with the rows that are there. */
final class MergeReader {

    private final Tokens tokens;
    private final Span span;

    MergeReader(Tokens tokens, Span span) {
        this.tokens = tokens;
        this.span = span;
    }

    /**
     * The statement, behind the name of its table.
     *
     * @param limited whether a LIMIT bounds the rows that it takes from elsewhere
     */
    DataChange.Merge read(Name table, boolean limited) {
        tokens.accept("as");
        String alias = tokens.is("using") ? table.name() : tokens.identifier();
        // What no row is merged with is all the rest of the table.
        boolean few = (limited || readsNoTable()) && !has("by", "source");
        Set<String> equal = few && alias != null ? compared(alias) : Set.of();
        return new DataChange.Merge(
                span, table, has("then", "update"), has("then", "delete"), new Filter(span, equal, false));
    }

    /** The columns of the table that the condition's conjunction compares with something by {@code =}. */
    private Set<String> compared(String alias) {
        int using = tokens.find("using", 0);
        int from = tokens.find("on", using) + 1;
        int to = tokens.find("when", from);
        while (tokens.kind(from) == TokenKind.OPEN_PARENTHESIS && tokens.closing(from) == to - 1) {
            from++;
            to--;
        }
        Set<String> columns = new HashSet<>();
        if (tokens.find("or", from) < to) {
            return columns;
        }
        for (int start = from; start < to; ) {
            int end = Math.min(to, tokens.find("and", start));
            for (int i = start; i < end; i++) {
                if (tokens.text(i).equals("=")) {
                    column(start, i, alias, columns);
                    column(i + 1, end, alias, columns);
                }
            }
            start = end + 1;
        }
        return columns;
    }

    private void column(int from, int to, String alias, Set<String> columns) {
        boolean qualified = to - from == 3 && tokens.kind(from + 1) == TokenKind.DOT;
        if (qualified
                && tokens.kind(from).isName()
                && tokens.kind(from + 2).isName()
                && tokens.identifier(from).equals(alias)) {
            columns.add(tokens.identifier(from + 2));
        }
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
