package dev.sluice.analysis.parse;

import dev.sluice.analysis.statement.AlterObject;
import dev.sluice.analysis.statement.AlterTable;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.ObjectKind;
import dev.sluice.analysis.statement.Span;
import dev.sluice.analysis.statement.Statement;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the forms of {@code ALTER} that the grammar does not know, behind the first word: {@code ALTER TABLE … ALTER
 * CONSTRAINT}, {@code ALL IN TABLESPACE}, and the tablespace of a materialized view.
 */
final class UnreadAlterations {

    private static final Set<String> WORDS =
            Set.of("deferrable", "initially", "deferred", "immediate", "enforced", "not", "no", "inherit");

    private final SourceText source;
    private final Tokens tokens;
    private final Span span;

    UnreadAlterations(SourceText source, Tokens tokens, Span span) {
        this.source = source;
        this.tokens = tokens;
        this.span = span;
    }

    /** The statement; null when it is another one. */
    @Nullable
    Statement read() {
        int from = tokens.position();
        ObjectKind kind = KindWords.read(tokens);
        if (tokens.accept("all", "in", "tablespace")) {
            return moveAll(kind);
        }
        Statement moved = kind == ObjectKind.MATERIALIZED_VIEW ? moved(kind) : null;
        tokens.moveTo(from);
        return moved == null ? constraint() : moved;
    }

    private @Nullable Statement moveAll(ObjectKind kind) {
        Name from = tokens.name();
        while (!tokens.atEnd() && !tokens.is("set")) {
            tokens.moveTo(tokens.position() + 1);
        }
        String to = tokens.accept("set", "tablespace") ? tokens.identifier() : null;
        return from == null || to == null ? null : new AlterObject(span, kind, from, new AlterObject.MoveAll(to));
    }

    private @Nullable Statement moved(ObjectKind kind) {
        tokens.accept("if", "exists");
        Name name = tokens.name();
        String to = tokens.accept("set", "tablespace") ? tokens.identifier() : null;
        return name == null || to == null || !tokens.atEnd()
                ? null
                : new AlterObject(span, kind, name, new AlterObject.SetTablespace(to));
    }

    private @Nullable Statement constraint() {
        if (!tokens.accept("table")) {
            return null;
        }
        boolean ifExists = tokens.accept("if", "exists");
        boolean only = tokens.accept("only");
        Name table = tokens.name();
        int from = tokens.position();
        if (table == null || !tokens.accept("alter", "constraint") || tokens.identifier() == null) {
            return null;
        }
        while (!tokens.atEnd()) {
            if (!WORDS.contains(tokens.word())) {
                return null;
            }
        }
        Span action = new Span(tokens.start(from), tokens.behind());
        return new AlterTable(span, table, ifExists, only, List.of(ActionWords.read(source, action)));
    }
}
