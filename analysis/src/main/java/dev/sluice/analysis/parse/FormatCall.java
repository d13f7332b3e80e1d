package dev.sluice.analysis.parse;

import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.Span;
import dev.sluice.sql.lexer.TokenKind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** Reads a call of {@code format} as the SQL that it makes: its first argument, with something in the place of each of its parts that is filled. */
final class FormatCall {

    private final Tokens tokens;
    private final int open;
    private final int close;

    private FormatCall(Tokens tokens, int open, int close) {
        this.tokens = tokens;
        this.open = open;
        this.close = close;
    }

    /** What the call from one token to before another one makes; null where it is no such call, or its first argument is not known. */
    static @Nullable Constant read(SourceText source, Tokens tokens, int from, int to) {
        boolean qualified = tokens.isWord(from, "pg_catalog") && tokens.kind(from + 1) == TokenKind.DOT;
        int name = qualified ? from + 2 : from;
        if (!tokens.isWord(name, "format")
                || tokens.kind(name + 1) != TokenKind.OPEN_PARENTHESIS
                || tokens.closing(name + 1) != to - 1) {
            return null;
        }
        FormatCall call = new FormatCall(tokens, name + 1, to - 1);
        int end = call.end(name + 2);
        Constant text = end > name + 2 ? Constant.joined(source, tokens, name + 2, end) : null;
        return text == null ? null : text.filled(source, call.fillings(source, text));
    }

    /** The comma or parenthesis that ends the argument which begins there. */
    private int end(int from) {
        return Math.min(close, tokens.find(TokenKind.COMMA, from));
    }

    private List<Filling> fillings(SourceText source, Constant text) {
        List<String> arguments = arguments();
        List<Filling> fillings = new ArrayList<>();
        Matcher part = Name.FORMATTED.matcher(source.text());
        part.region(text.text().from(), text.text().to());
        int next = 0;
        while (part.find()) {
            String index = part.group("index");
            boolean starred = part.group().indexOf('*') >= 0;
            char kind = part.group("kind").charAt(0);
            int at = index == null ? next : Integer.parseInt(index) - 1;
            // The width takes an argument of its own.
            String value = starred || at < 0 || at >= arguments.size() ? "" : arguments.get(at);
            next = starred ? arguments.size() : kind == '%' ? next : at + 1;
            boolean known = kind == 'I' ? !value.isEmpty() : kind == 's' && isPlain(value);
            fillings.add(new Filling(new Span(part.start(), part.end()), kind, known ? value : part.group()));
        }
        return fillings;
    }

    private static boolean isPlain(String value) {
        return !value.isEmpty() && Name.quoted(value).equals(value);
    }

    /** The values of the arguments behind the first one; empty for those that are not known. */
    private List<String> arguments() {
        List<String> values = new ArrayList<>();
        for (int from = end(open + 1) + 1; from < close; from = end(from) + 1) {
            if (tokens.isWord(from, "variadic")) {
                return List.of();
            }
            tokens.moveTo(from);
            boolean constant = end(from) == from + 1 && tokens.kind(from).isText();
            values.add(constant ? tokens.string() : "");
        }
        return values;
    }
}
