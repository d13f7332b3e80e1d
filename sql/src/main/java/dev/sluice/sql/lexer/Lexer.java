package dev.sluice.sql.lexer;

import org.jspecify.annotations.Nullable;

/**
 * Reads the tokens of a text, one after the other, by the rules of PostgreSQL 16 and later with
 * {@code standard_conforming_strings} on, unless the style says otherwise (the rules: scan.l in the server's sources, and "Lexical Structure" in its
 * manual). A cursor: {@link #next()} moves it, the other methods tell of the token it is at. Nothing is allocated per
 * token; the time is linear in the text and the memory constant, whatever the text is.
 *
 * <p>Every text has tokens: what no rule reads is {@link TokenKind#INVALID}, with its {@link #problem()}. A character
 * beyond ASCII belongs to a name, as for the server, be it a space or a byte order mark. Not safe for use by several
 * threads.
 */
public final class Lexer {

    private static final int DEEPEST_BRACKET = 64;

    private final String text;
    private final int limit;
    private final ParameterStyle style;
    private final NumberScan number = new NumberScan();
    private final DollarScan dollar = new DollarScan();
    private final OperatorScan operator = new OperatorScan();

    private TokenKind kind = TokenKind.END;
    private int start;
    private int end;
    private @Nullable Problem problem;

    // Whether the token before can end a value, and for the innermost 64 parentheses whether they are brackets: a colon
    // behind a value in brackets is that of a slice, not of a parameter.
    private boolean behindValue;
    private int depth;
    private long brackets;

    /** A lexer at the begin of a text. */
    public Lexer(String text, ParameterStyle style) {
        this(text, 0, text.length(), style);
    }

    /**
     * A lexer for the part of a text from {@code from} to {@code to}, as if the text ended there; offsets are those of
     * the whole text.
     */
    public Lexer(String text, int from, int to, ParameterStyle style) {
        if (from < 0 || to < from || to > text.length()) {
            throw new IndexOutOfBoundsException(
                    "part " + from + " to " + to + " of a text of " + text.length() + " characters");
        }
        this.text = text;
        this.limit = to;
        this.style = style;
        this.start = from;
        this.end = from;
    }

    /** Moves to the next token, over comments, and gives its kind; {@link TokenKind#END} again and again at the end. */
    public TokenKind next() {
        do {
            nextOrComment();
        } while (kind.isComment());
        return kind;
    }

    /** The same, but comments are tokens too. */
    public TokenKind nextOrComment() {
        int at = end;
        while (at < limit && Characters.isSpace(text.charAt(at))) {
            at++;
        }
        start = at;
        problem = null;
        if (at == limit) {
            return is(TokenKind.END, at);
        }
        char c = text.charAt(at);
        switch (Characters.classOf(c)) {
            case Characters.LETTER -> word(c);
            case Characters.DIGIT -> number();
            case Characters.OPERATOR -> operator(c);
            case Characters.SINGLE -> single(c);
            default -> other(c);
        }
        return kind;
    }

    /** The kind of the token. */
    public TokenKind kind() {
        return kind;
    }

    /** The offset of the token's first character. */
    public int start() {
        return start;
    }

    /** The offset behind the token's last character. */
    public int end() {
        return end;
    }

    /** What is wrong with an {@link TokenKind#INVALID} token; null for any other one. */
    public @Nullable Problem problem() {
        return problem;
    }

    /** The token as it stands in the text. */
    public String token() {
        return text.substring(start, end);
    }

    /** Whether the token is a {@link TokenKind#WORD} and, whatever its case, this one. */
    public boolean isWord(String lowerCaseWord) {
        return kind == TokenKind.WORD && NameTable.isNamed(lowerCaseWord, text, start, end);
    }

    /** Goes on at another place of the text, between tokens. */
    public void moveTo(int offset) {
        if (offset < 0 || offset > limit) {
            throw new IndexOutOfBoundsException("offset " + offset + " of a text that ends at " + limit);
        }
        end = offset;
    }

    private TokenKind is(TokenKind found, int behind) {
        kind = found;
        end = behind;
        if (!found.isComment()) {
            behindValue = found.endsValue();
        }
        return found;
    }

    private TokenKind invalid(Problem why, int behind) {
        problem = why;
        return is(TokenKind.INVALID, behind);
    }

    private TokenKind closed(TokenKind found, int behind, Problem unless) {
        return behind < 0 ? invalid(unless, limit) : is(found, behind);
    }

    private char at(int offset) {
        return offset < limit ? text.charAt(offset) : '\0';
    }

    private void word(char c) {
        char next = at(start + 1);
        if (next == '\'') {
            switch (c) {
                case 'e', 'E' -> string(TokenKind.ESCAPE_STRING, start + 2, true);
                case 'n', 'N' -> string(TokenKind.NATIONAL_STRING, start + 2, style.escapesInStrings());
                case 'b', 'B' -> bits(TokenKind.BIT_STRING);
                case 'x', 'X' -> bits(TokenKind.HEX_STRING);
                default -> is(TokenKind.WORD, start + 1);
            }
        } else if (next == '&' && (c == 'u' || c == 'U') && at(start + 2) == '\'') {
            string(TokenKind.UNICODE_STRING, start + 3, false);
        } else if (next == '&' && (c == 'u' || c == 'U') && at(start + 2) == '"') {
            name(TokenKind.UNICODE_NAME, start + 3);
        } else {
            is(TokenKind.WORD, Characters.nameEnd(text, start + 1, limit));
        }
    }

    private void string(TokenKind found, int inside, boolean backslashes) {
        closed(found, QuoteScan.string(text, inside, limit, backslashes), Problem.UNTERMINATED_STRING);
    }

    private void bits(TokenKind found) {
        closed(found, QuoteScan.bits(text, start + 2, limit), Problem.UNTERMINATED_STRING);
    }

    private void name(TokenKind found, int inside) {
        int behind = QuoteScan.name(text, inside, limit);
        if (behind == inside + 1) {
            invalid(Problem.EMPTY_NAME, behind);
        } else {
            closed(found, behind, Problem.UNTERMINATED_NAME);
        }
    }

    private void number() {
        number.scan(text, start, limit);
        is(number.kind(), number.end());
        problem = number.problem();
    }

    private void operator(char c) {
        if (OperatorScan.beginsComment(text, start, limit)) {
            if (c == '-') {
                is(TokenKind.LINE_COMMENT, QuoteScan.lineEnd(text, start, limit));
            } else {
                closed(
                        TokenKind.BLOCK_COMMENT,
                        QuoteScan.comment(text, start + 2, limit),
                        Problem.UNTERMINATED_COMMENT);
            }
            return;
        }
        int behind = operator.end(text, start, limit, style.hasPlaceholders());
        if (behind == start) {
            is(TokenKind.PLACEHOLDER, start + 1);
        } else if (OperatorScan.isTooLong(start, behind)) {
            invalid(Problem.OPERATOR_TOO_LONG, behind);
        } else {
            is(TokenKind.OPERATOR, behind);
        }
    }

    private void single(char c) {
        switch (c) {
            case ',' -> is(TokenKind.COMMA, start + 1);
            case ';' -> is(TokenKind.SEMICOLON, start + 1);
            case '(' -> open(TokenKind.OPEN_PARENTHESIS, 0);
            case '[' -> open(TokenKind.OPEN_BRACKET, 1);
            case ')' -> close(TokenKind.CLOSE_PARENTHESIS);
            case ']' -> close(TokenKind.CLOSE_BRACKET);
            default -> is(TokenKind.BACKSLASH, start + 1);
        }
    }

    private void open(TokenKind found, int bit) {
        depth++;
        brackets = (brackets << 1) | bit;
        is(found, start + 1);
    }

    private void close(TokenKind found) {
        if (depth > 0) {
            depth--;
            brackets >>>= 1;
        }
        is(found, start + 1);
    }

    private void other(char c) {
        switch (c) {
            case '\'' -> string(TokenKind.STRING, start + 1, style.escapesInStrings());
            case '"' -> name(TokenKind.QUOTED_NAME, start + 1);
            case '$' -> dollar();
            case '.' -> point();
            case ':' -> colon();
            case '\0' -> invalid(Problem.NUL, start + 1);
            default -> invalid(Problem.UNEXPECTED_CHARACTER, start + 1);
        }
    }

    private void point() {
        char next = at(start + 1);
        if (Characters.isDigit(next)) {
            number();
        } else if (next == '.') {
            is(TokenKind.DOT_DOT, start + 2);
        } else {
            is(TokenKind.DOT, start + 1);
        }
    }

    private void dollar() {
        dollar.scan(text, start, limit);
        is(dollar.kind(), dollar.end());
        problem = dollar.problem();
    }

    private void colon() {
        char next = at(start + 1);
        if (next == ':') {
            is(TokenKind.TYPECAST, start + 2);
        } else if (next == '=') {
            is(TokenKind.COLON_EQUALS, start + 2);
        } else if (style.hasNames() && Characters.beginsName(next) && !isSlice()) {
            is(TokenKind.NAMED_PARAMETER, Characters.tagEnd(text, start + 1, limit));
        } else if (style.hasVariables()) {
            variable(next);
        } else {
            is(TokenKind.COLON, start + 1);
        }
    }

    private boolean isSlice() {
        return depth > 0 && depth <= DEEPEST_BRACKET && (brackets & 1) == 1 && behindValue;
    }

    private void variable(char next) {
        TokenKind found = switch (next) {
            case '\'' -> TokenKind.VARIABLE_STRING;
            case '"' -> TokenKind.VARIABLE_NAME;
            case '{' -> TokenKind.VARIABLE_TEST;
            default -> TokenKind.COLON;
        };
        int behind = found == TokenKind.COLON ? -1 : QuoteScan.variable(text, start + 1, limit);
        if (behind < 0) {
            is(TokenKind.COLON, start + 1);
        } else {
            is(found, behind);
        }
    }
}
