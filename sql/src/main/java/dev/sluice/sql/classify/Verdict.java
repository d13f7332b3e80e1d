package dev.sluice.sql.classify;

/**
 * Where a statement may be sent, and why.
 *
 * @param start the offset of the first token that decides, such as the name of a function
 * @param end the offset behind it
 */
public record Verdict(Reason reason, int start, int end) {

    /** Where it may be sent. */
    public Route route() {
        return reason.route();
    }

    /** What decides, as it stands in the statement, which is never a value; empty when the statement as a whole does. */
    public String decidedBy(String sql) {
        return sql.substring(start, end);
    }
}
