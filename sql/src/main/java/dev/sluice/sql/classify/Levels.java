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

    private static final Opener[] OPENERS = Opener.values();
    private static final Clause[] CLAUSES = Clause.values();

    private int depth;
    private byte[] openers = new byte[16];
    private byte[] clauses = new byte[16];
    private boolean[] with = new boolean[16];

    int depth() {
        return depth;
    }

    void open(Opener opener) {
        if (++depth == openers.length) {
            openers = Arrays.copyOf(openers, depth * 2);
            clauses = Arrays.copyOf(clauses, depth * 2);
            with = Arrays.copyOf(with, depth * 2);
        }
        openers[depth] = (byte) opener.ordinal();
        clauses[depth] = (byte) Clause.OTHER.ordinal();
        with[depth] = false;
    }

    Opener close() {
        return OPENERS[openers[depth--]];
    }

    Clause clause() {
        return CLAUSES[clauses[depth]];
    }

    void clause(Clause clause) {
        clauses[depth] = (byte) clause.ordinal();
    }

    /** Whether the level is in the list of queries that WITH begins. */
    boolean inWith() {
        return with[depth];
    }

    void inWith(boolean now) {
        with[depth] = now;
    }
}
