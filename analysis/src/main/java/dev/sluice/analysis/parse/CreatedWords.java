package dev.sluice.analysis.parse;

import dev.sluice.analysis.statement.CreateObject;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.ObjectKind;
import dev.sluice.analysis.statement.Span;
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
            case VIEW, MATERIALIZED_VIEW ->
                new CreateObject(
                        span,
                        kind,
                        name,
                        null,
                        new RelationWords(tokens, tokens.position()).names(),
                        replace,
                        ifNotExists);
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
}
