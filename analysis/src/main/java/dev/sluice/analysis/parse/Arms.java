package dev.sluice.analysis.parse;

import dev.sluice.analysis.statement.Span;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Finds the parts of a PL/pgSQL body that may not be reached, or be undone: the arms of {@code IF} and {@code CASE}, loops, a
 * block as far as its {@code EXCEPTION} undoes it, what handles that, what stands before a {@code ROLLBACK}, and what stands behind
 * a {@code RETURN}.
 */
final class Arms {

    private final Span body;
    private final Deque<Open> open = new ArrayDeque<>();
    private final List<Span> ended = new ArrayList<>();

    /** What {@code END} ends. */
    private static final class Open {
        private boolean block;
        private int from;

        Open(boolean block, int from) {
            this.block = block;
            this.from = from;
        }
    }

    Arms(Span body) {
        this.body = body;
    }

    /**
     * Goes past what stands before a statement, such as {@code IF … THEN}.
     *
     * @param head its first word
     */
    void head(Tokens words, int head) {
        int at = words.start(head);
        switch (Tokens.lower(words.text(head))) {
            case "begin" -> open.push(new Open(true, at));
            case "if", "case", "loop", "while", "for", "foreach" -> open.push(new Open(false, at));
            case "else", "elsif", "elseif", "when", "exception" -> {
                if (!open.isEmpty()) {
                    end(open.getFirst(), at);
                    open.getFirst().block = false;
                    open.getFirst().from = at;
                }
            }
            default -> {}
        }
    }

    /** Goes past a statement. */
    void statement(Tokens words, int first) {
        int at = words.start(first);
        switch (Tokens.lower(words.text(first))) {
            case "end" -> {
                Open innermost = open.poll();
                if (innermost != null && !innermost.block) {
                    end(innermost, at);
                }
            }
            case "return" -> {
                boolean goesOn = words.isWord(first + 1, "query") || words.isWord(first + 1, "next");
                if (!goesOn) {
                    ended.add(new Span(at, body.to()));
                }
            }
            case "rollback" -> ended.add(new Span(body.from(), at));
            default -> {}
        }
    }

    /** Those that have ended so far. */
    List<Span> all() {
        return ended;
    }

    private void end(Open arm, int to) {
        ended.add(new Span(arm.from, Math.max(arm.from, to)));
    }
}
