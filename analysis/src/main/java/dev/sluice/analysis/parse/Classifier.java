package dev.sluice.analysis.parse;

import dev.sluice.analysis.statement.AlterObject;
import dev.sluice.analysis.statement.AlterTable;
import dev.sluice.analysis.statement.CreateIndex;
import dev.sluice.analysis.statement.CreateTable;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.ObjectKind;
import dev.sluice.analysis.statement.Other;
import dev.sluice.analysis.statement.Span;
import dev.sluice.analysis.statement.Statement;
import dev.sluice.analysis.statement.TableAction;
import dev.sluice.sql.lexer.TokenKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Says what a statement is by its words: all of it for what has little structure, such as {@code DROP}; the parts that
 * matter most for what no grammar has read.
 */
final class Classifier {

    private final SourceText source;
    private final Tokens tokens;
    private final Span span;

    Classifier(SourceText source, Tokens tokens, Span span) {
        this.source = source;
        this.tokens = tokens;
        this.span = span;
    }

    Statement statement() {
        tokens.moveTo(0);
        Statement statement = null;
        if (tokens.accept("drop")) {
            statement = new DroppedWords(tokens, span).read();
        } else if (tokens.accept("create")) {
            statement = create();
        } else if (tokens.accept("alter")) {
            statement = alter();
        }
        return statement == null ? new Other(span, tokens.words(3)) : statement;
    }

    private @Nullable Statement create() {
        boolean replace = tokens.accept("or", "replace");
        CreateTable.Persistence persistence = persistence();
        boolean unique = tokens.accept("unique");
        if (!tokens.accept("constraint")) {
            tokens.accept("recursive");
        }
        ObjectKind kind = KindWords.read(tokens);
        if (kind == ObjectKind.INDEX) {
            return index(unique);
        }
        boolean ifNotExists = tokens.accept("if", "not", "exists");
        Name name = tokens.name();
        if (name == null) {
            return null;
        }
        if (kind == ObjectKind.TABLE) {
            return new CreateTable(
                    span,
                    name,
                    persistence,
                    ifNotExists,
                    List.of(),
                    List.of(),
                    null,
                    false,
                    false,
                    List.of(),
                    QueryWords.behindAs(source, span),
                    List.of(),
                    List.of(),
                    true);
        }
        return new CreatedWords(source, tokens, span).read(kind, name, replace, ifNotExists);
    }

    private CreateTable.Persistence persistence() {
        if (!tokens.accept("global")) {
            tokens.accept("local");
        }
        if (tokens.accept("temporary") || tokens.accept("temp")) {
            return CreateTable.Persistence.TEMPORARY;
        }
        return tokens.accept("unlogged") ? CreateTable.Persistence.UNLOGGED : CreateTable.Persistence.PERMANENT;
    }

    private @Nullable Statement index(boolean unique) {
        Span clause = new Span(span.from(), tokens.behind());
        boolean concurrently = tokens.accept("concurrently");
        boolean ifNotExists = tokens.accept("if", "not", "exists");
        String name = tokens.is("on") ? null : tokens.identifier();
        if (!tokens.accept("on")) {
            return null;
        }
        boolean only = tokens.accept("only");
        Name table = tokens.name();
        return table == null
                ? null
                : new CreateIndex(
                        span,
                        clause,
                        name,
                        table,
                        unique,
                        false,
                        concurrently,
                        ifNotExists,
                        only,
                        "btree",
                        List.of(),
                        List.of(),
                        null);
    }

    private @Nullable Statement alter() {
        ObjectKind kind = KindWords.read(tokens);
        boolean ifExists = tokens.accept("if", "exists");
        boolean only = tokens.is("only");
        Name name = tokens.only();
        if (name == null || kind == ObjectKind.OTHER) {
            return null;
        }
        if (kind == ObjectKind.TABLE) {
            return new AlterTable(span, name, ifExists, only, actions());
        }
        String arguments = parenthesized();
        Name on = tokens.accept("on") ? tokens.name() : null;
        return new AlterObject(span, kind, name, arguments, on, new AlteredWords(tokens).read());
    }

    /** What stands in parentheses here, with them. */
    private String parenthesized() {
        int from = tokens.position();
        tokens.skipParentheses();
        StringJoiner words = new StringJoiner(" ");
        for (int i = from; i < tokens.position(); i++) {
            words.add(tokens.text(i).toLowerCase(Locale.ROOT));
        }
        return words.toString();
    }

    private List<TableAction> actions() {
        List<TableAction> actions = new ArrayList<>();
        int from = tokens.position();
        int depth = 0;
        for (int i = from; i <= tokens.count(); i++) {
            depth += Expressions.depthChange(tokens.kind(i));
            boolean ends = i == tokens.count() || (depth == 0 && tokens.kind(i) == TokenKind.COMMA);
            if (ends && i > from) {
                tokens.moveTo(i);
                actions.add(ActionWords.read(source, new Span(tokens.start(from), tokens.behind())));
            }
            from = ends ? i + 1 : from;
        }
        return actions;
    }
}
