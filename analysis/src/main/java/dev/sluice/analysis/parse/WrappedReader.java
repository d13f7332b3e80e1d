package dev.sluice.analysis.parse;

import dev.sluice.analysis.statement.Other;
import dev.sluice.analysis.statement.SessionCommand;
import dev.sluice.analysis.statement.Span;
import dev.sluice.sql.lexer.TokenKind;
import org.jspecify.annotations.Nullable;

/** Reads statements that hold another one: {@code EXPLAIN}, {@code PREPARE}, {@code COPY} of a query. */
final class WrappedReader {

    private final StatementParser parser;
    private final Tokens tokens;
    private final Span span;

    WrappedReader(StatementParser parser, Tokens tokens, Span span) {
        this.parser = parser;
        this.tokens = tokens;
        this.span = span;
    }

    /** The statement; null when it is of another kind. */
    @Nullable
    Parsed read() {
        tokens.moveTo(0);
        if (tokens.accept("explain")) {
            return explain();
        }
        if (tokens.accept("prepare")) {
            return prepare();
        }
        if (tokens.accept("execute")) {
            String name = tokens.identifier();
            return name == null ? null : new Parsed(new SessionCommand.Execute(span, name));
        }
        return tokens.accept("copy") && tokens.kind() == TokenKind.OPEN_PARENTHESIS ? copy() : null;
    }

    /** With ANALYZE it runs what it explains. */
    private Parsed explain() {
        boolean run = false;
        if (tokens.kind() == TokenKind.OPEN_PARENTHESIS && isOptions()) {
            run = new Options(tokens).isOn("analyze") || new Options(tokens).isOn("analyse");
            tokens.skipParentheses();
        } else {
            run = tokens.accept("analyze") || tokens.accept("analyse");
            tokens.accept("verbose");
        }
        return run && !tokens.is("refresh") ? rest(tokens.count()) : new Parsed(new Other(span, "explain"));
    }

    /** Else it is a query in parentheses. */
    private boolean isOptions() {
        int next = tokens.position() + 1;
        return !tokens.isWord(next, "select")
                && !tokens.isWord(next, "with")
                && !tokens.isWord(next, "values")
                && !tokens.isWord(next, "table")
                && tokens.kind(next) != TokenKind.OPEN_PARENTHESIS;
    }

    private @Nullable Parsed prepare() {
        String name = tokens.identifier();
        tokens.skipParentheses();
        if (name == null || !tokens.accept("as")) {
            return null;
        }
        Parsed prepared = rest(tokens.count());
        return new Parsed(new SessionCommand.Prepare(span, name, prepared.statement()), prepared.unread());
    }

    /** A query, or a change of rows that returns them. */
    private Parsed copy() {
        int end = tokens.closing(tokens.position());
        tokens.moveTo(tokens.position() + 1);
        return rest(end);
    }

    private Parsed rest(int end) {
        boolean nothing = tokens.position() >= end
                || tokens.is("explain")
                || tokens.is("prepare")
                || tokens.is("copy")
                || tokens.is("do");
        return nothing
                ? new Parsed(
                        new Other(span, tokens.words(1)), new Unread(span, "it holds no statement that it could run"))
                : parser.parse(tokens.span(tokens.position(), end));
    }
}
