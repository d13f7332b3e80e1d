package dev.sluice.analysis.parse;

import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.Query;
import dev.sluice.analysis.statement.Query.Lookup;
import dev.sluice.analysis.statement.Span;
import dev.sluice.sql.lexer.TokenKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what a query names and calls, and how it finds its rows, by its words. */
final class QueryWords {

    private static final int MOST_TOKENS = 20_000;

    /** Of a number of rows that are read in a moment. */
    private static final int MOST_DIGITS = 4;

    /** With one of these it is no query on one table alone, or more than that table's rows matter. */
    private static final Set<String> MORE = Set.of(
            "with",
            "distinct",
            "group",
            "having",
            "window",
            "union",
            "intersect",
            "except",
            "join",
            "tablesample",
            "values",
            "into",
            "offset");

    private static final Set<String> BEHIND_CONDITION = Set.of("order", "limit", "offset", "fetch", "for");

    private final Tokens tokens;

    private QueryWords(Tokens tokens) {
        this.tokens = tokens;
    }

    /** The query that the tokens are, or that they hold behind other words. */
    static Query read(Tokens tokens, Span span) {
        Set<Name> reads = new RelationWords(tokens, 0).names();
        return new Query(span, Expressions.functions(tokens), reads, false, new QueryWords(tokens).lookup(reads));
    }

    /** The query behind the first {@code AS} outside of parentheses; null without one, and WITH NO DATA. */
    static @Nullable Query behindAs(SourceText source, Span span) {
        Tokens all = new Tokens(source, span, MOST_TOKENS);
        int depth = 0;
        for (int i = 0; i < all.count(); i++) {
            depth += Expressions.depthChange(all.kind(i));
            if (depth == 0 && all.isWord(i, "as")) {
                int last = all.count() - 1;
                boolean empty = all.isWord(last, "data") && all.isWord(last - 1, "no") && all.isWord(last - 2, "with");
                Span query = new Span(all.start(i + 1), span.to());
                return empty ? null : kept(source, query);
            }
        }
        return null;
    }

    /** The query that stands there, with what is told of the number of its rows. */
    static Query kept(SourceText source, Span span) {
        Tokens tokens = new Tokens(source, span, MOST_TOKENS);
        return read(tokens, span).giving(RowsOfQuery.of(tokens));
    }

    private @Nullable Lookup lookup(Set<Name> reads) {
        int from = -1;
        int where = -1;
        int order = -1;
        int limit = -1;
        int depth = 0;
        for (int i = 0; i < tokens.count(); i++) {
            depth += Expressions.depthChange(tokens.kind(i));
            if (tokens.kind(i) != TokenKind.WORD) {
                continue;
            }
            String word = Tokens.lower(tokens.text(i));
            if (MORE.contains(word) || (word.equals("select") && i > 0)) {
                return null;
            }
            if (depth == 0) {
                from = word.equals("from") && from < 0 ? i : from;
                where = word.equals("where") ? i : where;
                order = word.equals("order") ? i : order;
                limit = word.equals("limit") || word.equals("fetch") ? i : limit;
            }
        }
        if (reads.size() != 1 || from < 0 || !tokens.kind(from + 1).isName() || hasList(from)) {
            return null;
        }
        boolean limited = limit > 0
                && isFew(limit)
                && where < 0
                && Expressions.functions(tokens).isEmpty();
        List<String> columns = order < 0 ? List.of() : order(order);
        return new Lookup(
                where < 0 ? Set.of() : equal(where + 1),
                limited && columns != null,
                columns == null ? List.of() : columns);
    }

    /** Behind LIMIT, or FETCH FIRST, which is one row without a number. */
    private boolean isFew(int limit) {
        int number = tokens.isWord(limit, "fetch") ? limit + 2 : limit + 1;
        String text = tokens.text(number);
        boolean one = tokens.isWord(limit, "fetch") && (tokens.isWord(number, "row") || tokens.isWord(number, "rows"));
        return one || (text.length() <= MOST_DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9'));
    }

    private boolean hasList(int from) {
        int depth = 0;
        for (int i = from + 1; i < tokens.count(); i++) {
            depth += Expressions.depthChange(tokens.kind(i));
            if (depth == 0 && (tokens.isWord(i, "where") || isBehindCondition(i))) {
                return false;
            }
            if (depth == 0 && tokens.kind(i) == TokenKind.COMMA) {
                return true;
            }
        }
        return false;
    }

    private boolean isBehindCondition(int at) {
        return tokens.kind(at) == TokenKind.WORD && BEHIND_CONDITION.contains(Tokens.lower(tokens.text(at)));
    }

    /** The columns of ORDER BY; null where it has expressions. */
    private @Nullable List<String> order(int at) {
        List<String> columns = new ArrayList<>();
        int i = at + 1;
        do {
            i++;
            if (!tokens.kind(i).isName()) {
                return null;
            }
            columns.add(tokens.identifier(i++));
            if (tokens.isWord(i, "asc") || tokens.isWord(i, "desc")) {
                i++;
            }
        } while (tokens.kind(i) == TokenKind.COMMA);
        return i >= tokens.count() || isBehindCondition(i) ? columns : null;
    }

    /** The columns that a conjunction compares with one constant by {@code =}. */
    private Set<String> equal(int from) {
        Set<String> columns = new HashSet<>();
        int start = from;
        int depth = 0;
        for (int i = from; i <= tokens.count(); i++) {
            depth += Expressions.depthChange(tokens.kind(i));
            boolean end = i == tokens.count() || (depth == 0 && isBehindCondition(i));
            if (depth == 0 && tokens.isWord(i, "or")) {
                return Set.of();
            }
            if (end || (depth == 0 && tokens.isWord(i, "and"))) {
                comparison(start, i, columns);
                start = i + 1;
            }
            if (end) {
                break;
            }
        }
        return columns;
    }

    private void comparison(int from, int to, Set<String> columns) {
        int column = tokens.kind(from + 1) == TokenKind.DOT ? from + 2 : from;
        boolean equals = tokens.kind(column).isName() && tokens.text(column + 1).equals("=");
        int value = column + 2;
        boolean constant = !tokens.kind(value).isName()
                && tokens.kind(value) != TokenKind.OPEN_PARENTHESIS
                && (value + 1 == to || tokens.kind(value + 1) == TokenKind.TYPECAST);
        if (equals && constant && value < to) {
            columns.add(tokens.identifier(column));
        }
    }
}
