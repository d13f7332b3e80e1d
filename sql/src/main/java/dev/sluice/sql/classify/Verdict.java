package dev.sluice.sql.classify;

import dev.sluice.sql.lexer.Lexer;
import dev.sluice.sql.lexer.TokenKind;

/**
 * Where a statement may be sent, and why.
 *
 * @param start the offset of the first token that decides, such as the name of a function
 * @param end the offset behind it
 */
public record Verdict(Reason reason, int start, int end) {

    /** A verdict that the lexer's token decides; of one that may hold a value only the place is kept. */
    static Verdict at(Lexer lexer, Reason reason) {
        boolean value = lexer.kind().isLiteral() || lexer.kind() == TokenKind.INVALID;
        return new Verdict(reason, lexer.start(), value ? lexer.start() : lexer.end());
    }

    /** Where it may be sent. */
    public Route route() {
        return reason.route();
    }

    /** What decides, as it stands in the statement; empty when that is more than a token, or might be a value. */
    public String decidedBy(String sql) {
        return sql.substring(start, end);
    }
}
