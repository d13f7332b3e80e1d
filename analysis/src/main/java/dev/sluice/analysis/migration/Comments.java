package dev.sluice.analysis.migration;

import dev.sluice.analysis.parse.Unread;
import dev.sluice.analysis.statement.CreateObject;
import dev.sluice.analysis.statement.DoBlock;
import dev.sluice.analysis.statement.ObjectKind;
import dev.sluice.analysis.statement.Span;
import dev.sluice.analysis.statement.Statement;
import dev.sluice.sql.lexer.Lexer;
import dev.sluice.sql.lexer.ParameterStyle;
import dev.sluice.sql.lexer.TokenKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Finds the comments that switch findings off. */
final class Comments {

    private final String text;
    private String readable;
    private final boolean any;
    private final List<Suppression> suppressions = new ArrayList<>();

    /** Those of a text of which this is the readable form. */
    Comments(String text, String readable) {
        this.text = text;
        this.readable = readable;
        this.any = Suppression.mayBeIn(text);
    }

    /** Goes on with another form of the text. */
    void reading(String form) {
        readable = form;
    }

    List<Suppression> suppressions() {
        return suppressions;
    }

    /** Reads those above, in, and behind a statement on its last line. */
    void read(int precededFrom, Span statement) {
        if (!any) {
            return;
        }
        read(afterLine(precededFrom, statement.from()), statement.to(), statement);
        read(statement.to(), lineEnd(statement.to(), text.length()), statement);
    }

    /** Reads those in what a statement holds as text: they belong to the statements there. */
    void readInside(Statement statement, List<Unread> unread) {
        if (!any) {
            return;
        }
        if (statement instanceof DoBlock block) {
            readInside(block, unread);
        } else if (statement instanceof CreateObject create && create.kind() == ObjectKind.ROUTINE) {
            // A routine's body is not judged, so that they switch nothing off there.
            Lexer lexer =
                    new Lexer(readable, create.span().from(), create.span().to(), ParameterStyle.PSQL);
            while (lexer.next() != TokenKind.END) {
                if (lexer.kind() == TokenKind.DOLLAR_STRING) {
                    int tag = lexer.token().indexOf('$', 1) + 1;
                    readIn(new Span(lexer.start() + tag, lexer.end() - tag), List.of());
                }
            }
        }
    }

    private void readInside(DoBlock block, List<Unread> unread) {
        List<Span> places = new ArrayList<>(block.dynamic());
        block.body().forEach(inner -> places.add(inner.span()));
        unread.forEach(problem -> places.add(problem.span()));
        places.sort(Comparator.comparing(Span::from));
        block.texts().forEach(code -> readIn(code, places));
        for (Statement inner : block.body()) {
            if (inner instanceof DoBlock nested) {
                readInside(nested, unread);
            }
        }
    }

    private void readIn(Span code, List<Span> places) {
        Lexer lexer = new Lexer(readable, code.from(), code.to(), ParameterStyle.PSQL);
        for (TokenKind kind = lexer.nextOrComment(); kind != TokenKind.END; kind = lexer.nextOrComment()) {
            if (kind.isComment()) {
                Span comment = new Span(lexer.start(), lexer.end());
                add(comment, scope(comment, places));
            }
        }
    }

    /** The statement that a comment stands in, behind on the same line, or above. */
    private Span scope(Span comment, List<Span> places) {
        Span scope = null;
        for (Span place : places) {
            boolean inside = place.from() <= comment.from() && comment.from() < place.to();
            boolean behind = place.to() <= comment.from() && lineEnd(place.to(), comment.from()) == comment.from();
            if (inside || behind) {
                scope = place;
            } else if (place.from() >= comment.to()) {
                return scope == null ? place : scope;
            }
        }
        return scope == null ? new Span(comment.from(), comment.from()) : scope;
    }

    /** Reads those behind the last statement, which belong to none. */
    void readTail(int from, int to) {
        if (any) {
            read(afterLine(from, to), to, new Span(to, to));
        }
    }

    private void read(int from, int to, Span statement) {
        Lexer lexer = new Lexer(readable, from, to, ParameterStyle.PSQL);
        for (TokenKind kind = lexer.nextOrComment(); kind != TokenKind.END; kind = lexer.nextOrComment()) {
            if (kind.isComment()) {
                add(new Span(lexer.start(), lexer.end()), statement);
            } else if (from >= statement.to() && kind != TokenKind.SEMICOLON) {
                // The next statement on the same line.
                return;
            }
        }
    }

    private void add(Span comment, Span scope) {
        Suppression suppression = Suppression.read(text, comment, scope);
        if (suppression != null) {
            suppressions.add(suppression);
        }
    }

    /** Behind the line on which the statement before ends: what stands there belongs to that one. */
    private int afterLine(int from, int to) {
        char before = from == 0 ? '\n' : text.charAt(from - 1);
        boolean begins = before == '\n' || before == '\r' || (from == 1 && before == '\uFEFF');
        return begins ? from : lineEnd(from, to);
    }

    private int lineEnd(int from, int to) {
        int at = from;
        while (at < to && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
            at++;
        }
        return at;
    }
}
