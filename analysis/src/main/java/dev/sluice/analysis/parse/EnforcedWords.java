package dev.sluice.analysis.parse;

import dev.sluice.analysis.statement.AlterTable;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.Span;
import dev.sluice.analysis.statement.Statement;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code ALTER TABLE … ALTER CONSTRAINT}, of which the grammar does not know all, behind the first word. */
final class EnforcedWords {

    private static final Set<String> WORDS =
            Set.of("deferrable", "initially", "deferred", "immediate", "enforced", "not", "no", "inherit");

    private final SourceText source;
    private final Tokens tokens;
    private final Span span;

    EnforcedWords(SourceText source, Tokens tokens, Span span) {
        this.source = source;
        this.tokens = tokens;
        this.span = span;
    }

    /** The statement; null when it is another one. */
    @Nullable
    Statement read() {
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
