package dev.sluice.analysis.parse;

import dev.sluice.analysis.statement.Expression;
import dev.sluice.analysis.statement.Span;
import dev.sluice.sql.lexer.TokenKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the words of an expression tell without its tree. */
final class Expressions {

    private static final int MOST_TOKENS = 20_000;

    /** Words before a parenthesis that call nothing. */
    private static final Set<String> NO_CALLS = Set.of(
            ("all and any array as between by case cast check coalesce distinct else end exists filter from greatest"
                            + " grouping having ilike in interval is join lateral least like limit not nullif offset on"
                            + " or order over partition row select similar some then using values when where within")
                    .split(" "));

    private static final Set<String> TIMES = Set.of(
            "current_timestamp",
            "current_time",
            "current_date",
            "localtime",
            "localtimestamp",
            "transaction_timestamp");

    private Expressions() {}

    static Expression read(SourceText source, Span span) {
        return new Expression(span.in(source.text()), functions(new Tokens(source, span, MOST_TOKENS)), span);
    }

    /** The names that are called. */
    static Set<String> functions(Tokens tokens) {
        return functions(tokens, 0);
    }

    /** Those from there on. */
    static Set<String> functions(Tokens tokens, int from) {
        return functions(tokens, from, tokens.count());
    }

    /** Those from one token to before another one. */
    static Set<String> functions(Tokens tokens, int from, int to) {
        Set<String> functions = new HashSet<>();
        // The name of a list of values looks like a call where the names of its columns stand behind it.
        Set<Integer> lists = new HashSet<>();
        for (int i = from; i < to; i++) {
            if (tokens.kind(i) == TokenKind.OPEN_PARENTHESIS && tokens.isWord(i + 1, "values")) {
                lists.add(tokens.closing(i) + 1);
            }
            if (!tokens.kind(i).isName() || lists.contains(i)) {
                continue;
            }
            String name = tokens.identifier(i);
            if (tokens.kind(i) == TokenKind.WORD && TIMES.contains(name)) {
                functions.add("now");
            } else if (tokens.kind(i + 1) == TokenKind.OPEN_PARENTHESIS && isCall(tokens, i, name)) {
                boolean qualified = tokens.kind(i - 1) == TokenKind.DOT
                        && tokens.kind(i - 2).isName();
                String schema = qualified ? tokens.identifier(i - 2) : "pg_catalog";
                functions.add(schema.equals("pg_catalog") ? name : schema + "." + name);
            }
        }
        return functions;
    }

    private static boolean isCall(Tokens tokens, int at, String name) {
        int before = at;
        while (tokens.kind(before - 1) == TokenKind.DOT) {
            before -= 2;
        }
        boolean type = tokens.kind(before - 1) == TokenKind.TYPECAST || tokens.isWord(before - 1, "as");
        return !type && !(tokens.kind(at) == TokenKind.WORD && NO_CALLS.contains(name));
    }

    /** The columns of a condition's top conjunction that are tested by {@code IS NOT NULL}. */
    static List<String> notNullColumns(SourceText source, Span condition) {
        List<String> columns = new ArrayList<>();
        Tokens tokens = new Tokens(source, condition, MOST_TOKENS);
        if (tokens.isComplete()) {
            conjunction(tokens, 0, tokens.count(), columns, 0);
        }
        return columns;
    }

    private static boolean isNullTest(Tokens tokens, int from, int to, boolean not) {
        int word = from + 2;
        return to - from == (not ? 4 : 3)
                && tokens.kind(from).isName()
                && tokens.isWord(from + 1, "is")
                && (!not || tokens.isWord(word++, "not"))
                && tokens.isWord(word, "null");
    }

    private static void conjunction(Tokens tokens, int from, int to, List<String> columns, int nesting) {
        if (nesting > 50) {
            return;
        }
        if (isEnclosed(tokens, from, to)) {
            conjunction(tokens, from + 1, to - 1, columns, nesting + 1);
            return;
        }
        List<Integer> ands = new ArrayList<>();
        int depth = 0;
        for (int i = from; i < to; i++) {
            depth += depthChange(tokens.kind(i));
            if (depth == 0 && (tokens.isWord(i, "or") || tokens.isWord(i, "between"))) {
                return;
            }
            if (depth == 0 && tokens.isWord(i, "and")) {
                ands.add(i);
            }
        }
        if (ands.isEmpty()) {
            boolean negated = tokens.isWord(from, "not");
            int start = negated ? from + 1 : from;
            int end = to;
            while (negated && isEnclosed(tokens, start, end)) {
                start++;
                end--;
            }
            if (isNullTest(tokens, start, end, !negated)) {
                columns.add(tokens.identifier(start));
            }
            return;
        }
        int start = from;
        for (int and : ands) {
            conjunction(tokens, start, and, columns, nesting + 1);
            start = and + 1;
        }
        conjunction(tokens, start, to, columns, nesting + 1);
    }

    private static boolean isEnclosed(Tokens tokens, int from, int to) {
        if (to - from < 2 || tokens.kind(from) != TokenKind.OPEN_PARENTHESIS) {
            return false;
        }
        int depth = 0;
        for (int i = from; i < to - 1; i++) {
            depth += depthChange(tokens.kind(i));
            if (depth == 0) {
                return false;
            }
        }
        return tokens.kind(to - 1) == TokenKind.CLOSE_PARENTHESIS;
    }

    static int depthChange(TokenKind kind) {
        return switch (kind) {
            case OPEN_PARENTHESIS, OPEN_BRACKET -> 1;
            case CLOSE_PARENTHESIS, CLOSE_BRACKET -> -1;
            default -> 0;
        };
    }
}
