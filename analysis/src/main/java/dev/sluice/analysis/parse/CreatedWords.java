package dev.sluice.analysis.parse;

import dev.sluice.analysis.statement.CreateObject;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.ObjectKind;
import dev.sluice.analysis.statement.Span;
import dev.sluice.sql.lexer.TokenKind;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what matters of {@code CREATE} for an object without a record of its own, behind the object's name. */
final class CreatedWords {

    private final Tokens tokens;
    private final Span span;

    CreatedWords(Tokens tokens, Span span) {
        this.tokens = tokens;
        this.span = span;
    }

    CreateObject read(ObjectKind kind, Name name, boolean replace, boolean ifNotExists) {
        return switch (kind) {
            case TRIGGER, POLICY -> new CreateObject(span, kind, name, behind("on"), Set.of(), replace, ifNotExists);
            case RULE -> new CreateObject(span, kind, name, behind("to"), Set.of(), replace, ifNotExists);
            case VIEW, MATERIALIZED_VIEW -> new CreateObject(span, kind, name, null, relations(), replace, ifNotExists);
            default -> new CreateObject(span, kind, name, null, Set.of(), replace, ifNotExists);
        };
    }

    private @Nullable Name behind(String word) {
        int depth = 0;
        for (int i = tokens.position(); i < tokens.count(); i++) {
            depth += Expressions.depthChange(tokens.kind(i));
            if (depth == 0 && tokens.isWord(i, word)) {
                tokens.moveTo(i + 1);
                return tokens.name();
            }
        }
        return null;
    }

    /** What stands behind FROM, JOIN and the commas of a FROM. Names of common table expressions may be among them. */
    private Set<Name> relations() {
        Set<Name> relations = new HashSet<>();
        int from = tokens.position();
        for (int i = from; i < tokens.count(); i++) {
            if (tokens.isWord(i, "from") || tokens.isWord(i, "join")) {
                tokens.moveTo(i + 1);
                do {
                    relation(relations);
                } while (tokens.accept(TokenKind.COMMA));
            }
        }
        return relations;
    }

    private void relation(Set<Name> relations) {
        if (!tokens.accept("only")) {
            tokens.accept("lateral");
        }
        Name name = tokens.name();
        if (name == null || tokens.kind() == TokenKind.OPEN_PARENTHESIS) {
            return;
        }
        relations.add(name);
        tokens.accept("as");
        if (tokens.kind() == TokenKind.WORD && tokens.kind(tokens.position() + 1) == TokenKind.COMMA) {
            tokens.identifier();
        }
    }
}
