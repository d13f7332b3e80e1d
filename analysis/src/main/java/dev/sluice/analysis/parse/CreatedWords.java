package dev.sluice.analysis.parse;

import dev.sluice.analysis.statement.CreateObject;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.ObjectKind;
import dev.sluice.analysis.statement.Span;
import dev.sluice.analysis.statement.ViewColumn;
import dev.sluice.sql.lexer.TokenKind;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what matters of {@code CREATE} for an object without a record of its own, behind the object's name. */
final class CreatedWords {

    private final SourceText source;
    private final Tokens tokens;
    private final Span span;

    CreatedWords(SourceText source, Tokens tokens, Span span) {
        this.source = source;
        this.tokens = tokens;
        this.span = span;
    }

    CreateObject read(ObjectKind kind, Name name, boolean replace, boolean ifNotExists) {
        boolean view = kind == ObjectKind.VIEW || kind == ObjectKind.MATERIALIZED_VIEW;
        Set<Name> uses = view ? new RelationWords(tokens, tokens.position()).names() : Set.of();
        Set<String> words = view ? words() : Set.of();
        List<ViewColumn> columns = view ? new ViewColumns(source, tokens).read() : null;
        Name on = switch (kind) {
            case TRIGGER, POLICY -> behind("on");
            case RULE -> behind("to");
            case FOREIGN_TABLE -> tokens.accept("partition", "of") ? tokens.name() : null;
            default -> null;
        };
        CreateObject.Declared declared =
                kind == ObjectKind.ROUTINE ? new FunctionWords(source, tokens).declared() : null;
        return new CreateObject(span, kind, name, on, uses, words, columns, replace, ifNotExists, declared);
    }

    private Set<String> words() {
        Set<String> words = new HashSet<>();
        for (int i = tokens.position(); i < tokens.count(); i++) {
            if (tokens.kind(i).isName()) {
                words.add(tokens.identifier(i));
            } else if (tokens.text(i).equals("*") && standsForColumns(i)) {
                words.add("*");
            }
        }
        return words;
    }

    /** Neither a product, nor what count counts. */
    private boolean standsForColumns(int at) {
        return tokens.kind(at - 1) == TokenKind.COMMA
                || tokens.kind(at - 1) == TokenKind.DOT
                || tokens.isWord(at - 1, "select")
                || tokens.isWord(at - 1, "distinct");
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
