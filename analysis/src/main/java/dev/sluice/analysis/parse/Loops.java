package dev.sluice.analysis.parse;

import dev.sluice.analysis.statement.DoBlock.Loop;
import dev.sluice.analysis.statement.Span;
import dev.sluice.sql.lexer.TokenKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Follows the loops of a PL/pgSQL body, from {@code LOOP} to {@code END LOOP}. */
final class Loops {

    /** More rounds than that are not few: single rows that are written so often take a noticeable time. */
    private static final int MOST_ROUNDS = 1_000;

    private final SourceText source;
    private final Deque<Open> open = new ArrayDeque<>();
    private final List<Loop> ended = new ArrayList<>();

    Loops(SourceText source) {
        this.source = source;
    }

    private static final class Open {
        private final int from;
        private final boolean few;
        private boolean commits;

        Open(int from, boolean few) {
            this.from = from;
            this.few = few;
        }
    }

    /**
     * Begins one.
     *
     * @param head the first word of the loop; that of {@code LOOP} where nothing stands before it
     * @param loop the word {@code LOOP}
     */
    void begin(Tokens words, int head, int loop) {
        open.push(new Open(words.end(loop), isFew(words, head, loop)));
    }

    /** The transaction may end here, and with it that of each loop around. */
    void commit() {
        open.forEach(loop -> loop.commits = true);
    }

    void end(int to) {
        if (!open.isEmpty()) {
            Open loop = open.pop();
            ended.add(new Loop(new Span(loop.from, Math.max(loop.from, to)), loop.commits, loop.few));
        }
    }

    List<Loop> all() {
        return ended;
    }

    private boolean isFew(Tokens words, int head, int loop) {
        if (words.isWord(head, "foreach")) {
            int array = words.find("array", head) + 1;
            return words.kind(array).isText() || words.isWord(array, "array");
        }
        if (!words.isWord(head, "for")) {
            return false;
        }
        int in = words.find("in", head);
        int dots = words.find(TokenKind.DOT_DOT, in);
        return dots < loop ? isShort(words, in, dots, loop) : isFewRows(words.span(in + 1, loop));
    }

    /** {@code 1..12}, of which both ends stand in the text. */
    private static boolean isShort(Tokens words, int in, int dots, int loop) {
        int first = words.isWord(in + 1, "reverse") ? in + 2 : in + 1;
        boolean more = loop > dots + 2 && !words.isWord(dots + 2, "by");
        if (dots != first + 1 || more) {
            return false;
        }
        long from = number(words, first);
        long to = number(words, dots + 1);
        return from >= 0 && to >= 0 && Math.abs(to - from) < MOST_ROUNDS;
    }

    private static long number(Tokens words, int at) {
        String digits = words.text(at);
        return words.kind(at) == TokenKind.INTEGER && digits.matches("\\d{1,9}") ? Long.parseLong(digits) : -1;
    }

    /** A batch, constants, or what the system's own tables have. */
    private boolean isFewRows(Span query) {
        Tokens tokens = new Tokens(source, query, MOST_ROUNDS);
        if (!tokens.isComplete() || tokens.is("execute") || tokens.count() < 2) {
            return false;
        }
        if (new Bounds(tokens).isOwnLimit(0, tokens.count())) {
            return true;
        }
        for (int i = 0; i < tokens.count(); i++) {
            boolean rows = tokens.isWord(i, "generate_series") || tokens.isWord(i, "table");
            boolean unnested = tokens.isWord(i, "unnest")
                    && !tokens.isWord(i + 2, "array")
                    && !tokens.kind(i + 2).isText();
            if (rows || unnested) {
                return false;
            }
        }
        return new RelationWords(tokens, 0)
                .names().stream()
                        .allMatch(name -> name.schema().equals("pg_catalog")
                                || name.schema().equals("information_schema")
                                || (name.schema().isEmpty() && name.name().startsWith("pg_")));
    }
}
