package dev.sluice.sql.fingerprint;

import dev.sluice.sql.lexer.ParameterStyle;

/**
 * What a statement is apart from its values. Two statements have the same fingerprint when they have the same
 * normalised text, made by these rules (version {@value #VERSION}; a change of any of them is a new version):
 *
 * <ol>
 *   <li>Tokens are PostgreSQL's. Comments and semicolons at the end are left out.
 *   <li>Keywords and names without quotes are in lower case, as far as they are ASCII; quoted names stay as they are.
 *       {@code !=} is {@code <>}.
 *   <li>Every literal and every parameter in any form is {@code ?}; so is a sign before a number where no value stands
 *       before the sign, and so are {@code null}, {@code true} and {@code false} behind an operator, a comma, an opening
 *       parenthesis or bracket, {@code then} and {@code else}.
 *   <li>Of equal elements that follow each other in an {@code IN} list, an {@code ARRAY[…]} and the rows of a
 *       {@code VALUES}, one is left.
 *   <li>Between two tokens is one space; none behind {@code ( [ . ::}, before {@code ) ] [ , . ::}, and between a name
 *       and {@code (} unless the name is one of the keywords that {@link Keywords} lists.
 *   <li>What cannot be read is {@code ?} as well, but for single characters that begin no token.
 * </ol>
 *
 * <p>So the text holds no value that stands in the statement. The number is the 64-bit FNV-1a hash of the text in UTF-8
 * (offset basis 14695981039346656037, prime 1099511628211; the algorithm: draft-eastlake-fnv).
 *
 * @param value the hash
 * @param text the normalised statement
 */
public record Fingerprint(long value, String text) {

    /** The version of the rules. */
    public static final int VERSION = 1;

    /** The fingerprint of a statement, or of several, whose parameters are written in that style. */
    public static Fingerprint of(String sql, ParameterStyle style) {
        Fingerprinter fingerprinter = new Fingerprinter();
        long value = fingerprinter.fingerprint(sql, style);
        return new Fingerprint(value, fingerprinter.text());
    }

    /** The value as 16 hexadecimal digits. */
    public String hex() {
        return hex(value);
    }

    static String hex(long value) {
        String digits = Long.toHexString(value);
        return "0".repeat(16 - digits.length()) + digits;
    }
}
