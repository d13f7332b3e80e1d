package dev.sluice.analysis.parse;

import dev.sluice.analysis.statement.DataChange;
import dev.sluice.analysis.statement.Span;
import dev.sluice.analysis.statement.Statement;
import dev.sluice.sql.lexer.TokenKind;
import java.util.ArrayList;
import java.util.List;

/** Finds the changes of rows in the {@code WITH} of a statement, where PostgreSQL has them at the outermost level only. */
final class WithReader {

    private static final int MOST_TOKENS = 50_000;
    private static final int DEEPEST = 40;

    private final SourceText source;
    private final Tokens tokens;

    WithReader(SourceText source, Tokens tokens) {
        this.source = source;
        this.tokens = tokens;
    }

    /** The changes in the order of the text. */
    List<Statement> changes() {
        List<Statement> changes = new ArrayList<>();
        if (!tokens.isWord(0, "with") || tokens.depth() > DEEPEST) {
            return changes;
        }
        for (int i = 1; i < tokens.count(); i++) {
            if (tokens.kind(i) == TokenKind.OPEN_PARENTHESIS) {
                int end = closing(i);
                if (isBody(i) && isChange(i + 1)) {
                    Span span = new Span(tokens.start(i + 1), tokens.start(end));
                    Tokens inner = new Tokens(source, span, MOST_TOKENS);
                    Statement change =
                            new DataReader(source, inner, inner.span()).read().statement();
                    if (change instanceof DataChange) {
                        changes.add(change);
                    }
                }
                i = end;
            }
        }
        return changes;
    }

    private boolean isBody(int at) {
        return tokens.isWord(at - 1, "as") || tokens.isWord(at - 1, "materialized");
    }

    private boolean isChange(int at) {
        return tokens.isWord(at, "insert")
                || tokens.isWord(at, "update")
                || tokens.isWord(at, "delete")
                || tokens.isWord(at, "merge")
                || tokens.isWord(at, "with");
    }

    private int closing(int open) {
        int depth = 0;
        for (int i = open; i < tokens.count(); i++) {
            depth += Expressions.depthChange(tokens.kind(i));
            if (depth == 0) {
                return i;
            }
        }
        return tokens.count();
    }
}
