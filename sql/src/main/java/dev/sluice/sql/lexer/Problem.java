package dev.sluice.sql.lexer;

/** Why a text cannot be read as it stands. Each text says what was meant to be there. */
public enum Problem {
    /** No {@code '} ends a string. */
    UNTERMINATED_STRING("a quoted string that no ' ends"),
    /** No {@code "} ends a name. */
    UNTERMINATED_NAME("a quoted name that no \" ends"),
    /** The tag of a dollar-quoted string does not come again. */
    UNTERMINATED_DOLLAR_STRING("a dollar-quoted string whose tag does not come again"),
    /** A comment or one inside it is not closed. */
    UNTERMINATED_COMMENT("a comment that no */ ends; comments nest"),
    /** {@code ""}. */
    EMPTY_NAME("a quoted name without a character"),
    /** {@code 12abc}. */
    JUNK_AFTER_NUMBER("a number that goes on with a letter, an underscore or an exponent without digits"),
    /** {@code $1abc}. */
    JUNK_AFTER_PARAMETER("a parameter that goes on with a letter or an underscore"),
    /** {@code 0x}, {@code 0o9}. */
    NUMBER_WITHOUT_DIGITS("a number with a prefix for its base and no digits of that base"),
    /** Above 2147483647. */
    PARAMETER_TOO_LARGE("a parameter with a number above 2147483647"),
    /** From 64 characters on. */
    OPERATOR_TOO_LONG("an operator of more than 63 characters"),
    /** U+0000, which no text in PostgreSQL may hold. */
    NUL("a NUL character, as in a file that is binary or in UTF-16"),
    /** A character that begins nothing. */
    UNEXPECTED_CHARACTER("a character that begins nothing in PostgreSQL's SQL"),
    /** More {@code (} than {@code )} at the end of a script. */
    UNCLOSED_PARENTHESIS("a parenthesis that is not closed, so that no semicolon behind it ends the statement"),
    /** {@code BEGIN ATOMIC} without its {@code END}. */
    UNCLOSED_BODY("a function's body with BEGIN ATOMIC and no END behind a semicolon");

    private final String description;

    Problem(String description) {
        this.description = description;
    }

    /** What is wrong, as part of a sentence that names the place. */
    public String description() {
        return description;
    }
}
