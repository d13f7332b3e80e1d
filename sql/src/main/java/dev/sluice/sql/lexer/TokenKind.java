package dev.sluice.sql.lexer;

/** What a token is, by PostgreSQL's lexical rules and those of the texts that PostgreSQL itself never sees. */
public enum TokenKind {
    /** A keyword or a name without quotes. */
    WORD,
    /** {@code "name"}. */
    QUOTED_NAME,
    /** {@code U&"name"}. */
    UNICODE_NAME,
    /** {@code 'text'}, all its parts when it goes on after a line break. */
    STRING,
    /** {@code E'text'}. */
    ESCAPE_STRING,
    /** {@code U&'text'}; an {@code UESCAPE} behind it is a token of its own. */
    UNICODE_STRING,
    /** {@code N'text'}. */
    NATIONAL_STRING,
    /** {@code B'01'}; the digits are not checked. */
    BIT_STRING,
    /** {@code X'0f'}; the digits are not checked. */
    HEX_STRING,
    /** {@code $tag$text$tag$}. */
    DOLLAR_STRING,
    /** Digits only, also {@code 0x1F}, {@code 0o17}, {@code 0b11} and {@code 1_000}; of any size. */
    INTEGER,
    /** A number with a point or an exponent. */
    NUMERIC,
    /** {@code $1}. */
    PARAMETER,
    /** {@code ?}, where the style says that it is one. */
    PLACEHOLDER,
    /** {@code :name}, where the style says that it is one. */
    NAMED_PARAMETER,
    /** psql's {@code :'name'}, which becomes a string. */
    VARIABLE_STRING,
    /** psql's {@code :"name"}, which becomes a quoted name. */
    VARIABLE_NAME,
    /** psql's {@code :{?name}}, which becomes true or false. */
    VARIABLE_TEST,
    /** Any operator, those of one character such as {@code *} and {@code =} too. */
    OPERATOR,
    /** {@code ::}. */
    TYPECAST,
    /** {@code :=}. */
    COLON_EQUALS,
    /** {@code :}, as in an array slice. */
    COLON,
    /** {@code ..}. */
    DOT_DOT,
    /** {@code .}. */
    DOT,
    /** {@code ,}. */
    COMMA,
    /** {@code ;}. */
    SEMICOLON,
    /** {@code (}. */
    OPEN_PARENTHESIS,
    /** {@code )}. */
    CLOSE_PARENTHESIS,
    /** {@code [}. */
    OPEN_BRACKET,
    /** {@code ]}. */
    CLOSE_BRACKET,
    /** A backslash outside of quotes: the server refuses it, psql begins a meta-command there. */
    BACKSLASH,
    /** {@code -- text}, without the line break. */
    LINE_COMMENT,
    /** A comment between slash-star and star-slash, with those inside it. */
    BLOCK_COMMENT,
    /** What no rule reads; {@link Lexer#problem()} says why. */
    INVALID,
    /** The end of the text. */
    END;

    /** Whether this is a constant that is a number, a text or bits. */
    public boolean isLiteral() {
        return isText() || this == INTEGER || this == NUMERIC || this == BIT_STRING || this == HEX_STRING;
    }

    /** Whether this is a constant that is a text. */
    public boolean isText() {
        return switch (this) {
            case STRING, ESCAPE_STRING, UNICODE_STRING, NATIONAL_STRING, DOLLAR_STRING -> true;
            default -> false;
        };
    }

    /** Whether a value stands here that comes from outside of the text. */
    public boolean isParameter() {
        return switch (this) {
            case PARAMETER, PLACEHOLDER, NAMED_PARAMETER, VARIABLE_STRING, VARIABLE_TEST -> true;
            default -> false;
        };
    }

    /** Whether this is a name in any form; a {@link #WORD} may be a keyword. */
    public boolean isName() {
        return this == WORD || this == QUOTED_NAME || this == UNICODE_NAME || this == VARIABLE_NAME;
    }

    /** Whether this is a comment. */
    public boolean isComment() {
        return this == LINE_COMMENT || this == BLOCK_COMMENT;
    }

    /** Whether a value can end with this token. */
    public boolean endsValue() {
        return isName() || isLiteral() || isParameter() || this == CLOSE_PARENTHESIS || this == CLOSE_BRACKET;
    }
}
