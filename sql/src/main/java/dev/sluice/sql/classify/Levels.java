package dev.sluice.sql.classify;

import java.util.Arrays;

/** What is known of each parenthesis that is open, the statement itself being level 0. */
final class Levels {

    /** What a parenthesis belongs to. */
    enum Opener {
        CALL,
        TABLE,
        OTHER
    }

    /** The clause that a query is in, as far as it matters. */
    enum Clause {
        OTHER,
        FROM,
        GROUP_BY
    }

    private static final int FIRST_LEVELS = 16;

    private int depth;
    private Opener[] openers = new Opener[FIRST_LEVELS];
    private Clause[] clauses = new Clause[FIRST_LEVELS];
    private boolean[] with = new boolean[FIRST_LEVELS];

    Levels() {
        clauses[0] = Clause.OTHER;
    }

    int depth() {
        return depth;
    }

    void open(Opener opener) {
        if (++depth == openers.length) {
            openers = Arrays.copyOf(openers, depth * 2);
            clauses = Arrays.copyOf(clauses, depth * 2);
            with = Arrays.copyOf(with, depth * 2);
        }
        openers[depth] = opener;
        clauses[depth] = Clause.OTHER;
        with[depth] = false;
    }

    Opener close() {
        return openers[depth--];
    }

    Clause clause() {
        return clauses[depth];
    }

    void clause(Clause clause) {
        clauses[depth] = clause;
    }

    /** Whether the level is in the list of queries that WITH begins. */
    boolean inWith() {
        return with[depth];
    }

    void inWith(boolean now) {
        with[depth] = now;
    }
}
