package dev.sluice.analysis.parse;

import dev.sluice.sql.lexer.TokenKind;
import java.util.BitSet;
import java.util.Set;

/** Tells by the words of a statement whether something bounds the number of its rows. */
final class Bounds {

    /** More rows than that are no batch, whatever limits them. */
    private static final int MOST_ROWS = 100_000;

    /** What stands before a subquery that rows come from. */
    private static final Set<String> SOURCES =
            Set.of("in", "any", "some", "array", "as", "materialized", "from", "using", "join", "lateral");

    /** What stands before a parenthesis that is a value or a condition. */
    private static final Set<String> VALUES = Set.of(
            "select",
            "where",
            "and",
            "or",
            "not",
            "exists",
            "in",
            "when",
            "then",
            "else",
            "coalesce",
            "greatest",
            "least");

    private final Tokens tokens;

    Bounds(Tokens tokens) {
        this.tokens = tokens;
    }

    /** Whether a LIMIT bounds the rows: one of the whole, or of a subquery that the rows come from, not of a single value. */
    boolean isLimited() {
        BitSet values = new BitSet();
        int depth = 0;
        for (int i = 0; i < tokens.count(); i++) {
            if (tokens.kind(i) == TokenKind.OPEN_PARENTHESIS) {
                values.set(depth++, !isSource(i - 1));
            } else if (tokens.kind(i) == TokenKind.CLOSE_PARENTHESIS && depth > 0) {
                values.clear(--depth);
            } else if (values.isEmpty() && isLimit(i)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a LIMIT bounds the query from there to there itself, not only a query in it. */
    boolean isOwnLimit(int from, int to) {
        int depth = 0;
        for (int i = from; i < to; i++) {
            depth += Expressions.depthChange(tokens.kind(i));
            if (depth == 0 && isLimit(i)) {
                return true;
            }
        }
        return false;
    }

    /**
     * {@code LIMIT n}, {@code FETCH FIRST n ROWS}; a variable or parameter is taken for a small number, and what is computed
     * is not.
     */
    private boolean isLimit(int at) {
        if (tokens.isWord(at, "limit")) {
            return !tokens.isWord(at + 1, "all") && !tokens.isWord(at + 1, "null") && isNumber(at + 1);
        }
        boolean first = tokens.isWord(at + 1, "first") || tokens.isWord(at + 1, "next");
        return tokens.isWord(at, "fetch") && first && !isLarge(at + 2) && !hasTies(at + 2);
    }

    private boolean isNumber(int at) {
        boolean computed = tokens.kind(at) == TokenKind.OPEN_PARENTHESIS
                || tokens.kind(at + 1) == TokenKind.OPEN_PARENTHESIS
                || tokens.kind(at + 1) == TokenKind.OPERATOR;
        return !computed && !isLarge(at);
    }

    /** The rows that are equal to the last one come too, however many there are. */
    private boolean hasTies(int from) {
        for (int i = from; i < from + 4; i++) {
            if (tokens.isWord(i, "with") && tokens.isWord(i + 1, "ties")) {
                return true;
            }
        }
        return false;
    }

    private boolean isLarge(int at) {
        if (tokens.kind(at) == TokenKind.NUMERIC) {
            return true;
        }
        String digits = tokens.kind(at) == TokenKind.INTEGER ? tokens.text(at).replace("_", "") : "0";
        return digits.length() > 9 || !digits.matches("\\d+") || Integer.parseInt(digits) > MOST_ROWS;
    }

    private boolean isSource(int before) {
        return tokens.kind(before) == TokenKind.OPEN_PARENTHESIS
                || (tokens.kind(before) == TokenKind.WORD && SOURCES.contains(Tokens.lower(tokens.text(before))));
    }

    /** Whether the rows of a query from there on come from a table, or are very many anyway. */
    boolean readsMuch(int select) {
        boolean source = false;
        for (int i = select; i < tokens.count(); i++) {
            if (tokens.isWord(i, "generate_series") && hasLarge(i + 1)) {
                return true;
            }
        }
        for (int i = select; i < tokens.count(); i++) {
            source |= tokens.isWord(i, "from");
            boolean only = tokens.isWord(i + 1, "only");
            if (tokens.isWord(i, "from") && tokens.kind(i + 1).isName() && (only || !isFunction(i + 1))) {
                return true;
            }
            i = !source && isOneValue(i) ? tokens.closing(i) : i;
        }
        return false;
    }

    /** A parenthesis that gives a single value, whatever it reads: not the arguments of a function, which may make rows. */
    private boolean isOneValue(int open) {
        return tokens.kind(open) == TokenKind.OPEN_PARENTHESIS
                && (tokens.kind(open - 1) == TokenKind.COMMA
                        || (tokens.kind(open - 1) == TokenKind.WORD
                                && VALUES.contains(Tokens.lower(tokens.text(open - 1)))));
    }

    private boolean hasLarge(int open) {
        for (int i = open; i < tokens.closing(open); i++) {
            if (tokens.kind(i) == TokenKind.INTEGER && isLarge(i)) {
                return true;
            }
        }
        return false;
    }

    private boolean isFunction(int at) {
        int behind = at + 1;
        while (tokens.kind(behind) == TokenKind.DOT) {
            behind += 2;
        }
        return tokens.kind(behind) == TokenKind.OPEN_PARENTHESIS;
    }
}
