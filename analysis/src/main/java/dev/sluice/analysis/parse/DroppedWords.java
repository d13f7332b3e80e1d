package dev.sluice.analysis.parse;

import dev.sluice.analysis.statement.Drop;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.ObjectKind;
import dev.sluice.analysis.statement.Span;
import dev.sluice.sql.lexer.TokenKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code DROP}, behind that word. */
final class DroppedWords {

    private final Tokens tokens;
    private final Span span;

    DroppedWords(Tokens tokens, Span span) {
        this.tokens = tokens;
        this.span = span;
    }

    /** The statement; null when it names nothing. */
    @Nullable
    Drop read() {
        ObjectKind kind = KindWords.read(tokens);
        boolean concurrently = tokens.accept("concurrently");
        boolean ifExists = tokens.accept("if", "exists");
        List<Drop.Target> targets = targets(kind);
        Name on = tokens.accept("on") ? tokens.name() : null;
        return targets.isEmpty() ? null : new Drop(span, kind, targets, ifExists, cascades(), concurrently, on);
    }

    /** It stands last, whatever an object of that kind needs beside its name. */
    private boolean cascades() {
        return tokens.position() < tokens.count() && tokens.isWord(tokens.count() - 1, "cascade");
    }

    private List<Drop.Target> targets(ObjectKind kind) {
        List<Drop.Target> targets = new ArrayList<>();
        do {
            int from = tokens.start();
            Name name = name(kind);
            if (name == null) {
                break;
            }
            targets.add(new Drop.Target(name, new Span(from, tokens.behind())));
            tokens.skipParentheses();
        } while (tokens.accept(TokenKind.COMMA));
        return targets;
    }

    private @Nullable Name name(ObjectKind kind) {
        if (kind == ObjectKind.CAST && tokens.kind() == TokenKind.OPEN_PARENTHESIS) {
            tokens.skipParentheses();
            return Name.of("");
        }
        if (kind == ObjectKind.OPERATOR) {
            return operator();
        }
        Name name = tokens.name();
        if (name != null && tokens.accept("using")) {
            tokens.identifier();
        }
        return name;
    }

    /** Its schema and its signs, of which the lexer may make several tokens. */
    private @Nullable Name operator() {
        StringBuilder name = new StringBuilder();
        while (!tokens.atEnd() && tokens.kind() != TokenKind.OPEN_PARENTHESIS) {
            name.append(tokens.text(tokens.position()));
            tokens.moveTo(tokens.position() + 1);
        }
        return name.isEmpty() ? null : Name.of(name.toString());
    }
}
