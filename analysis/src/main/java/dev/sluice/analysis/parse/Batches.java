package dev.sluice.analysis.parse;

import dev.sluice.sql.lexer.TokenKind;
import java.util.HashSet;
import java.util.Set;

/**
 * Finds the columns of the table that an {@code UPDATE} or {@code DELETE} changes which its condition compares with a bounded
 * number of rows: those of a subquery with a {@code LIMIT} of its own, be it behind {@code IN}, in {@code FROM} or {@code
 * USING}, or in {@code WITH}.
 */
final class Batches {

    private final Tokens tokens;
    private final Bounds bounds;

    /** The names of tables in the statement that are a batch of rows. */
    private final Set<String> batches = new HashSet<>();

    private final Set<String> columns = new HashSet<>();

    Batches(Tokens tokens) {
        this.tokens = tokens;
        this.bounds = new Bounds(tokens);
    }

    /**
     * The columns.
     *
     * @param table what the condition calls the table that is changed
     * @param where the word before the condition
     */
    Set<String> columns(String table, int where) {
        common();
        sources(where);
        int to = Math.min(tokens.find("returning", where), tokens.count());
        conjunction(table, where + 1, to);
        return columns;
    }

    /** Those in {@code WITH}. */
    private void common() {
        if (!tokens.isWord(0, "with")) {
            return;
        }
        int at = tokens.isWord(1, "recursive") ? tokens.count() : 1;
        while (tokens.kind(at).isName()) {
            String name = tokens.identifier(at);
            int as = tokens.find("as", at);
            int open = as + 1;
            while (tokens.isWord(open, "not") || tokens.isWord(open, "materialized")) {
                open++;
            }
            if (tokens.kind(open) != TokenKind.OPEN_PARENTHESIS) {
                return;
            }
            if (isBatch(open)) {
                batches.add(name);
            }
            int close = tokens.closing(open);
            at = tokens.kind(close + 1) == TokenKind.COMMA ? close + 2 : tokens.count();
        }
    }

    /** Those in {@code FROM} and {@code USING}, under the names that they get there. */
    private void sources(int where) {
        for (int i = 0; i < where; i++) {
            boolean begins = tokens.isWord(i, "from")
                    || tokens.isWord(i, "using")
                    || tokens.isWord(i, "join")
                    || tokens.isWord(i, "lateral")
                    || tokens.kind(i) == TokenKind.COMMA;
            int at = i + 1;
            boolean query = tokens.kind(at) == TokenKind.OPEN_PARENTHESIS && isBatch(at);
            boolean named = tokens.kind(at).isName()
                    && tokens.kind(at + 1) != TokenKind.DOT
                    && batches.contains(tokens.identifier(at));
            if (begins && (query || named)) {
                int behind = query ? tokens.closing(at) + 1 : at + 1;
                int alias = tokens.isWord(behind, "as") ? behind + 1 : behind;
                if (tokens.kind(alias).isName() && alias < where) {
                    batches.add(tokens.identifier(alias));
                }
            }
        }
    }

    private void conjunction(String table, int begin, int end) {
        int from = begin;
        int to = end;
        while (to - from > 1
                && tokens.kind(from) == TokenKind.OPEN_PARENTHESIS
                && tokens.closing(from) == to - 1
                && !isQuery(from + 1)) {
            from++;
            to--;
        }
        if (tokens.find("or", from) < to) {
            return;
        }
        while (from < to) {
            int and = Math.min(to, tokens.find("and", from));
            condition(table, from, and);
            from = and + 1;
        }
    }

    private void condition(String table, int from, int to) {
        int behind = behindName(from);
        boolean equals = tokens.text(behind).equals("=");
        if (behind == from) {
            return;
        }
        boolean any = equals && (tokens.isWord(behind + 1, "any") || tokens.isWord(behind + 1, "some"));
        if (tokens.isWord(behind, "in") || any) {
            int open = tokens.isWord(behind, "in") ? behind + 1 : behind + 2;
            open = any && tokens.isWord(open + 1, "array") ? open + 2 : open;
            if (isBatch(open)) {
                add(table, from, behind);
            }
        } else if (equals && behindName(behind + 1) == to) {
            if (isOfBatch(behind + 1)) {
                add(table, from, behind);
            }
            if (isOfBatch(from)) {
                add(table, behind + 1, to);
            }
        }
    }

    private boolean isOfBatch(int name) {
        return tokens.kind(name).isName()
                && tokens.kind(name + 1) == TokenKind.DOT
                && batches.contains(tokens.identifier(name));
    }

    /** A name that says of which table it is belongs to that one; another one to the table that is changed. */
    private void add(String table, int from, int to) {
        boolean own =
                to == from + 1 || (to == from + 3 && tokens.identifier(from).equals(table));
        if (own) {
            columns.add(tokens.identifier(to - 1));
        }
    }

    /** Behind a name of a column, with its table or without. */
    private int behindName(int from) {
        if (!tokens.kind(from).isName()) {
            return from;
        }
        boolean qualified =
                tokens.kind(from + 1) == TokenKind.DOT && tokens.kind(from + 2).isName();
        return qualified ? from + 3 : from + 1;
    }

    private boolean isQuery(int at) {
        return tokens.isWord(at, "select") || tokens.isWord(at, "table") || tokens.isWord(at, "values");
    }

    /** Whether the parenthesis there is a query with a limit of its own, or one that takes its rows from a batch alone. */
    private boolean isBatch(int open) {
        if (tokens.kind(open) != TokenKind.OPEN_PARENTHESIS) {
            return false;
        }
        int close = tokens.closing(open);
        if (tokens.kind(open + 1) == TokenKind.OPEN_PARENTHESIS && tokens.closing(open + 1) == close - 1) {
            return isBatch(open + 1);
        }
        if (!isQuery(open + 1)) {
            return false;
        }
        int from = tokens.find("from", open + 1);
        boolean alone = from < close
                && tokens.kind(from + 1).isName()
                && batches.contains(tokens.identifier(from + 1))
                && (from + 2 == close || tokens.isWord(from + 2, "where") || tokens.isWord(from + 2, "order"));
        return alone || bounds.isOwnLimit(open + 1, close);
    }
}
