package dev.sluice.analysis.parse;

import dev.sluice.analysis.statement.CreateObject.Declared;
import dev.sluice.analysis.statement.Span;
import dev.sluice.sql.classify.Volatility;
import dev.sluice.sql.lexer.TokenKind;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads how far the result of a function may be relied on, by what stands in its {@code CREATE FUNCTION} behind the name. */
final class FunctionWords {

    /** A function in SQL with one of these is called as it is; what only gives the value of an expression is put into the caller. */
    private static final Set<String> MORE =
            Set.of("from", "insert", "update", "delete", "merge", "with", "union", "limit", "order", "group", "having");

    private static final int MOST_TOKENS = 5_000;

    private final SourceText source;
    private final Tokens tokens;
    private boolean sql;
    private @Nullable Tokens body;

    FunctionWords(SourceText source, Tokens tokens) {
        this.source = source;
        this.tokens = tokens;
    }

    Declared declared() {
        StringBuilder parameters = new StringBuilder();
        int open = tokens.position();
        int close = tokens.kind(open) == TokenKind.OPEN_PARENTHESIS ? tokens.closing(open) : open;
        for (int i = open + 1; i < close; i++) {
            parameters.append(Tokens.lower(tokens.text(i))).append(' ');
        }
        return new Declared(parameters.toString(), volatility());
    }

    private @Nullable Volatility volatility() {
        Volatility declared = Volatility.VOLATILE;
        int depth = 0;
        for (int i = tokens.position(); i < tokens.count() && body == null; i++) {
            depth += Expressions.depthChange(tokens.kind(i));
            if (depth == 0 && tokens.isWord(i, "immutable")) {
                declared = Volatility.IMMUTABLE;
            } else if (depth == 0 && tokens.isWord(i, "stable")) {
                declared = Volatility.STABLE;
            } else if (depth == 0 && tokens.isWord(i, "language")) {
                sql = Tokens.lower(tokens.text(i + 1)).replaceAll("['\"]", "").equals("sql");
            } else if (depth == 0) {
                body(i);
            }
        }
        return declared == Volatility.VOLATILE && (sql || body != null) ? ofBody() : declared;
    }

    /** A body that is no constant ends the statement. */
    private void body(int at) {
        boolean atomic = tokens.isWord(at, "begin") && tokens.isWord(at + 1, "atomic");
        if (atomic || tokens.isWord(at, "return")) {
            body = new Tokens(source, tokens.span(at + 1, tokens.count()), MOST_TOKENS);
        }
    }

    private @Nullable Volatility ofBody() {
        Tokens words = body;
        for (int i = tokens.position(); i < tokens.count() && words == null; i++) {
            if (tokens.isWord(i, "as") && tokens.kind(i + 1).isText()) {
                tokens.moveTo(i + 1);
                String text = tokens.string();
                words = new Tokens(SourceText.of(text), new Span(0, text.length()), MOST_TOKENS);
            }
        }
        return words != null && isVolatile(words) ? Volatility.VOLATILE : null;
    }

    private static boolean isVolatile(Tokens words) {
        int depth = 0;
        for (int i = 0; i < words.count(); i++) {
            depth += Expressions.depthChange(words.kind(i));
            if (words.kind(i) != TokenKind.WORD) {
                continue;
            }
            String word = Tokens.lower(words.text(i));
            boolean more = depth == 0 ? MORE.contains(word) : word.equals("select");
            boolean called = words.kind(i + 1) == TokenKind.OPEN_PARENTHESIS;
            if (more || (called && Volatility.ofBuiltin(word) == Volatility.VOLATILE)) {
                return true;
            }
        }
        return false;
    }
}
