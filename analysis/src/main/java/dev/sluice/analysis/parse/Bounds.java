package dev.sluice.analysis.parse;

import dev.sluice.sql.lexer.TokenKind;
import java.util.BitSet;
import java.util.Set;

/** Tells by the words of a statement whether something bounds the number of its rows. */
final class Bounds {

    /** More rows than that are no batch, whatever limits them. */
    static final int MOST_ROWS = 100_000;

    /** What stands before a subquery that rows come from. */
    private static final Set<String> SOURCES =
            Set.of("in", "any", "some", "array", "as", "materialized", "from", "using", "join", "lateral");

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

    /** Whether a number of more than the rows of a batch stands there. */
    boolean isLarge(int at) {
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
}
