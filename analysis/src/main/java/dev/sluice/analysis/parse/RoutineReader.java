package dev.sluice.analysis.parse;

import dev.sluice.analysis.statement.SessionCommand.SetParameter;
import dev.sluice.analysis.statement.Span;
import dev.sluice.analysis.statement.Statement;
import dev.sluice.sql.lexer.TokenKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the body of {@code CREATE FUNCTION} or {@code CREATE PROCEDURE} as what a call of it runs. */
final class RoutineReader {

    private static final int MOST_TOKENS = 1_000;

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
        boolean atomic = false;
        List<SetParameter> settings = new ArrayList<>();
        for (int i = 1; i < tokens.count(); i++) {
            if (tokens.isWord(i, "language")) {
                language = Tokens.lower(tokens.text(i + 1)).replaceAll("['\"]", "");
            } else if (tokens.isWord(i, "as") && tokens.kind(i + 1).isText()) {
                body = Constant.at(source, tokens, i + 1);
            } else if (tokens.isWord(i, "set") && !atomic) {
                settings.addAll(setting(i));
            } else if (tokens.isWord(i, "begin") && tokens.isWord(i + 1, "atomic")) {
                // Up to the END, which is the last word.
                atomic = true;
                body = new Constant(tokens.span(i + 2, tokens.count() - 1), false);
            }
        }
        if (body == null || !(language.equals("sql") || language.equals("plpgsql"))) {
            return null;
        }
        BodyReader reader = language.equals("sql")
                ? BodyReader.ofScript(source, body)
                : BodyReader.ofBlock(source.undoubled(List.of(body)), body.text(), 1, parameters());
        return new Parsed(reader.block(span).under(settings), reader.unread());
    }

    /** What a {@code SET} clause sets: {@code name TO value, …}. */
    private List<SetParameter> setting(int set) {
        int value = set + 1;
        while (tokens.kind(value) != TokenKind.END
                && !tokens.isWord(value, "to")
                && !tokens.text(value).equals("=")) {
            value++;
        }
        value++;
        while (tokens.kind(value + 1) == TokenKind.COMMA) {
            value += 2;
        }
        Span clause = tokens.span(set, Math.min(value + 1, tokens.count()));
        Statement read = new UtilityWords(source, new Tokens(source, clause, MOST_TOKENS), clause).read();
        return read instanceof SetParameter parameter ? List.of(parameter) : List.of();
    }

    /** The names of its parameters: the first of two words, or of three behind the mode. */
    private Set<String> parameters() {
        Set<String> names = new HashSet<>();
        int open = 0;
        while (open < tokens.count() && tokens.kind(open) != TokenKind.OPEN_PARENTHESIS) {
            open++;
        }
        int close = tokens.closing(open);
        for (int i = open; i < close; i++) {
            boolean begins = i == open || tokens.kind(i) == TokenKind.COMMA;
            int name = isMode(i + 1) ? i + 2 : i + 1;
            if (begins && tokens.kind(name).isName() && tokens.kind(name + 1).isName()) {
                names.add(tokens.identifier(name));
            }
        }
        return names;
    }

    private boolean isMode(int at) {
        return tokens.isWord(at, "in")
                || tokens.isWord(at, "out")
                || tokens.isWord(at, "inout")
                || tokens.isWord(at, "variadic");
    }
}
