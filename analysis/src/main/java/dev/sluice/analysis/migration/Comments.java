package dev.sluice.analysis.migration;

import dev.sluice.analysis.statement.Span;
import dev.sluice.sql.lexer.Lexer;
import dev.sluice.sql.lexer.ParameterStyle;
import dev.sluice.sql.lexer.TokenKind;
import java.util.ArrayList;
import java.util.List;

/** Finds the comments that switch findings off. */
final class Comments {

    private final String text;
    private final boolean any;
    private final List<Suppression> suppressions = new ArrayList<>();

    Comments(String text) {
        this.text = text;
        this.any = text.contains("sluice:ignore");
    }

    List<Suppression> suppressions() {
        return suppressions;
    }

    /** Reads those above, in, and behind a statement on its last line. */
    void read(int precededFrom, Span statement) {
        if (!any) {
            return;
        }
        // What stands behind the statement before, on its line, belongs to that one.
        int from = precededFrom == 0 ? 0 : lineEnd(precededFrom, statement.from());
        read(from, statement.to(), statement);
        read(statement.to(), lineEnd(statement.to(), text.length()), statement);
    }

    /** Reads those behind the last statement, which belong to none. */
    void readTail(int from, int to) {
        if (any) {
            read(from == 0 ? 0 : lineEnd(from, to), to, new Span(to, to));
        }
    }

    private void read(int from, int to, Span statement) {
        Lexer lexer = new Lexer(text, from, to, ParameterStyle.PSQL);
        for (TokenKind kind = lexer.nextOrComment(); kind != TokenKind.END; kind = lexer.nextOrComment()) {
            if (kind.isComment()) {
                Suppression suppression = Suppression.read(text, new Span(lexer.start(), lexer.end()), statement);
                if (suppression != null) {
                    suppressions.add(suppression);
                }
            } else if (from >= statement.to() && kind != TokenKind.SEMICOLON) {
                // The next statement on the same line.
                return;
            }
        }
    }

    private int lineEnd(int from, int to) {
        int at = from;
        while (at < to && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
            at++;
        }
        return at;
    }
}
