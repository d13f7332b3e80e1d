package dev.sluice.analysis.parse;

import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.Span;
import dev.sluice.sql.lexer.Lexer;
import dev.sluice.sql.lexer.NameTable;
import dev.sluice.sql.lexer.ParameterStyle;
import dev.sluice.sql.lexer.TokenKind;
import dev.sluice.sql.lexer.TokenValue;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of a part of a text, without comments, and a place among them. A variable of psql is a name. What asks beyond the end finds {@link
 * TokenKind#END}.
 */
final class Tokens {

    private final SourceText source;
    private final int limit;
    private TokenKind[] kinds = new TokenKind[64];
    private int[] starts = new int[64];
    private int[] ends = new int[64];
    private final Map<Integer, Character> escapes = new HashMap<>();
    private int count;
    private boolean complete = true;
    private int at;

    /** Reads at most that many tokens. */
    Tokens(SourceText source, Span span, int most) {
        this.source = source;
        this.limit = span.to();
        Lexer lexer = new Lexer(source.readable(), span.from(), span.to(), ParameterStyle.PSQL);
        while (lexer.next() != TokenKind.END) {
            if (count == most) {
                complete = false;
                break;
            }
            if (lexer.kind() == TokenKind.BACKSLASH) {
                skipMetaCommand(lexer);
            } else {
                add(lexer);
            }
        }
    }

    /** psql takes a meta-command inside a statement out of it; the reader of scripts has seen to those that end it. */
    private void skipMetaCommand(Lexer lexer) {
        String text = source.readable();
        int behind = lexer.end();
        while (behind < limit && text.charAt(behind) != '\n' && text.charAt(behind) != '\r') {
            behind++;
        }
        lexer.moveTo(behind);
    }

    /** {@code UESCAPE} belongs to the name or string before it. */
    private boolean isEscape(Lexer lexer) {
        return lexer.kind() == TokenKind.STRING
                && lexer.end() - lexer.start() == 3
                && isWord(count - 1, "uescape")
                && (kind(count - 2) == TokenKind.UNICODE_NAME || kind(count - 2) == TokenKind.UNICODE_STRING);
    }

    private void add(Lexer lexer) {
        if (isEscape(lexer)) {
            count--;
            escapes.put(count - 1, source.readable().charAt(lexer.start() + 1));
            return;
        }
        if (count == kinds.length) {
            kinds = Arrays.copyOf(kinds, count * 2);
            starts = Arrays.copyOf(starts, count * 2);
            ends = Arrays.copyOf(ends, count * 2);
        }
        kinds[count] = lexer.kind() == TokenKind.NAMED_PARAMETER ? TokenKind.VARIABLE_NAME : lexer.kind();
        starts[count] = lexer.start();
        ends[count] = lexer.end();
        count++;
    }

    /** Whether all tokens of the part are here. */
    boolean isComplete() {
        return complete;
    }

    int count() {
        return count;
    }

    int position() {
        return at;
    }

    void moveTo(int position) {
        at = position;
    }

    boolean atEnd() {
        return at >= count;
    }

    TokenKind kind() {
        return kind(at);
    }

    TokenKind kind(int index) {
        return index >= 0 && index < count ? kinds[index] : TokenKind.END;
    }

    int start(int index) {
        return index < count ? starts[index] : limit;
    }

    int end(int index) {
        return index < count ? ends[index] : limit;
    }

    /** Those from one token to before another one. */
    Span span(int from, int to) {
        return to <= from ? new Span(start(from), start(from)) : new Span(start(from), end(to - 1));
    }

    /** The first such word from there on that is in no parenthesis which begins there; the number of tokens when there is none. */
    int find(String word, int from) {
        return find(from, at -> isWord(at, word));
    }

    /** The same for a token of that kind. */
    int find(TokenKind kind, int from) {
        return find(from, at -> kinds[at] == kind);
    }

    /** The parenthesis or bracket that closes the one there; the number of tokens when none does. */
    int closing(int open) {
        return find(open, at -> true);
    }

    private int find(int from, IntPredicate wanted) {
        int depth = 0;
        for (int i = from; i < count; i++) {
            depth += Expressions.depthChange(kinds[i]);
            if (depth == 0 && wanted.test(i)) {
                return i;
            }
        }
        return count;
    }

    /** Behind the last token that was moved over. */
    int behind() {
        return at == 0 ? start(0) : ends[at - 1];
    }

    int start() {
        return start(at);
    }

    String text(int index) {
        return index < count ? source.readable().substring(starts[index], ends[index]) : "";
    }

    boolean isWord(int index, String word) {
        return kind(index) == TokenKind.WORD && NameTable.isNamed(word, source.readable(), starts[index], ends[index]);
    }

    boolean is(String word) {
        return isWord(at, word);
    }

    /** Moves over those words if they all come next. */
    boolean accept(String... words) {
        for (int i = 0; i < words.length; i++) {
            if (!isWord(at + i, words[i])) {
                return false;
            }
        }
        at += words.length;
        return true;
    }

    boolean accept(TokenKind kind) {
        if (kind() != kind) {
            return false;
        }
        at++;
        return true;
    }

    /** The next word in lower case, moved over; empty when none comes next. */
    String word() {
        if (kind() != TokenKind.WORD) {
            return "";
        }
        return lower(text(at++));
    }

    /** An identifier as the server keeps it, moved over; null when none comes next. */
    @Nullable
    String identifier() {
        return kind().isName() ? identifier(at++) : null;
    }

    String identifier(int index) {
        int from = starts[index];
        String original = source.written(from, ends[index]);
        if (source.isFilled(from, ends[index]) || original.contains("${") || kinds[index] == TokenKind.VARIABLE_NAME) {
            return original;
        }
        try {
            return TokenValue.of(text(index), kinds[index], escapes.getOrDefault(index, '\\'));
        } catch (IllegalArgumentException e) {
            // An escape that the server refuses: the name as written is as good as any.
            return original;
        }
    }

    /** The value of a string constant, moved over; the token as written where it has none. */
    String string() {
        String written = text(at);
        TokenKind kind = kind();
        at++;
        try {
            return kind.isText() ? TokenValue.of(written, kind, escapes.getOrDefault(at - 1, '\\')) : written;
        } catch (IllegalArgumentException e) {
            return written;
        }
    }

    /** A name with or without schema (a database before it is dropped), moved over; null when none comes next. */
    @Nullable
    Name name() {
        String last = identifier();
        String schema = "";
        while (last != null && kind() == TokenKind.DOT && kind(at + 1).isName()) {
            at++;
            schema = last;
            last = identifier();
        }
        return last == null ? null : new Name(schema, last);
    }

    /** The name of a table behind {@code ONLY}, which PostgreSQL takes in parentheses too, or before {@code *}; null when none comes next. */
    @Nullable
    Name only() {
        boolean enclosed = accept("only") && accept(TokenKind.OPEN_PARENTHESIS);
        Name name = name();
        if (!enclosed && name != null && kind() == TokenKind.OPERATOR && text(at).equals("*")) {
            at++;
        }
        return enclosed && !accept(TokenKind.CLOSE_PARENTHESIS) ? null : name;
    }

    /** Moves over a parenthesis and what is in it; stays when none comes next. */
    boolean skipParentheses() {
        if (kind() != TokenKind.OPEN_PARENTHESIS) {
            return false;
        }
        at = Math.min(closing(at) + 1, count);
        return true;
    }

    /** How deep parentheses and brackets nest. */
    int depth() {
        int depth = 0;
        int deepest = 0;
        for (int i = 0; i < count; i++) {
            depth += Expressions.depthChange(kinds[i]);
            deepest = Math.max(deepest, depth);
        }
        return deepest;
    }

    /** The first words in lower case, at most that many. */
    String words(int most) {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < Math.min(most, count) && kinds[i] == TokenKind.WORD; i++) {
            words.append(i == 0 ? "" : " ").append(lower(text(i)));
        }
        return words.toString();
    }

    Span span() {
        return count == 0 ? new Span(limit, limit) : new Span(starts[0], ends[count - 1]);
    }

    /** As PostgreSQL folds names: only A to Z have another case. */
    static String lower(String word) {
        StringBuilder lower = new StringBuilder(word.length());
        for (int i = 0; i < word.length(); i++) {
            lower.append(NameTable.lower(word.charAt(i)));
        }
        return lower.toString();
    }
}
