package dev.sluice.analysis.parse;

import dev.sluice.analysis.statement.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the body of {@code CREATE FUNCTION} or {@code CREATE PROCEDURE} as what a call of it runs. */
final class RoutineReader {

    private final SourceText source;
    private final Tokens tokens;
    private final Span span;

    RoutineReader(SourceText source, Tokens tokens, Span span) {
        this.source = source;
        this.tokens = tokens;
        this.span = span;
    }

    /** The body; null when its language is another one, or its text is not where it can be read. */
    @Nullable
    Parsed read() {
        String language = "sql";
        Constant body = null;
        for (int i = 1; i < tokens.count(); i++) {
            if (tokens.isWord(i, "language")) {
                language = Tokens.lower(tokens.text(i + 1)).replaceAll("['\"]", "");
            } else if (tokens.isWord(i, "as") && tokens.kind(i + 1).isText()) {
                body = Constant.at(source, tokens, i + 1);
            } else if (tokens.isWord(i, "begin") && tokens.isWord(i + 1, "atomic")) {
                // Up to the END, which is the last word.
                body = new Constant(tokens.span(i + 2, tokens.count() - 1), false);
            }
        }
        if (body == null || !(language.equals("sql") || language.equals("plpgsql"))) {
            return null;
        }
        BodyReader reader = language.equals("sql")
                ? BodyReader.ofScript(source, body)
                : BodyReader.ofBlock(source.undoubled(List.of(body)), body.text(), 1);
        return new Parsed(reader.block(span), reader.unread());
    }
}
