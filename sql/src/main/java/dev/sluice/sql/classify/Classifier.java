package dev.sluice.sql.classify;

import dev.sluice.sql.lexer.ParameterStyle;

/**
 * Tells for a statement whether a replica may answer it. The answer is {@link Route#REPLICA} only if every token is
 * known to be harmless: it is one query, locks nothing, and calls functions and operators of PostgreSQL that are
 * immutable or stable in all their forms, or such as the user has named. In doubt, it is the primary.
 *
 * <p>What a text does not show, this does not see: functions inside of views, rules, row security policies, casts to
 * and comparisons of types of one's own; a column that is in truth a function of its row; and a function of one's own
 * that has the name of a built-in one ({@link SafeNames#withoutFunctions} takes such a name out) or, on an older server, of
 * a word that the grammar of PostgreSQL 18 keeps for itself. Should one of those write, a replica refuses with an error;
 * only an advisory lock in there would be lost in silence.
 *
 * <p>One pass over the text, without parsing. The result depends on the text only and may be kept by it. Immutable.
 */
public final class Classifier {

    private final SafeNames names;
    private final ParameterStyle style;

    /**
     * A classifier with what it may take for safe.
     *
     * @throws IllegalArgumentException for {@link ParameterStyle#PSQL}: a variable of psql may be anything
     */
    public Classifier(SafeNames names, ParameterStyle style) {
        if (style == ParameterStyle.PSQL) {
            throw new IllegalArgumentException(
                    "style PSQL: a psql variable may stand for any text, so the statement must be given after psql has put"
                            + " the variables in, as SERVER");
        }
        this.names = names;
        this.style = style;
    }

    /** The verdict on a statement. Never fails: what cannot be read is for the primary. */
    public Verdict classify(String sql) {
        Beginning beginning = new Beginning(sql, style);
        Verdict verdict = beginning.verdict();
        return verdict == null ? new StatementWalk(sql, beginning.query(), names, style).verdict() : verdict;
    }
}
