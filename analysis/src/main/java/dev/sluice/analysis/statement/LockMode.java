package dev.sluice.analysis.statement;

import java.util.Locale;

/**
 * The modes in which PostgreSQL locks tables, from the weakest to the strongest (manual, "Explicit Locking", table of
 * conflicting lock modes).
 */
public enum LockMode {
    /** What a query takes. */
    ACCESS_SHARE,
    /** What {@code SELECT … FOR UPDATE} takes. */
    ROW_SHARE,
    /** What a writer takes. */
    ROW_EXCLUSIVE,
    /** Holds up other schema changes and VACUUM, neither readers nor writers. */
    SHARE_UPDATE_EXCLUSIVE,
    /** Holds up writers. */
    SHARE,
    /** Holds up writers, and itself. */
    SHARE_ROW_EXCLUSIVE,
    /** Holds up all but plain queries. */
    EXCLUSIVE,
    /** Holds up everything. */
    ACCESS_EXCLUSIVE;

    /** Whether writers wait for it. */
    public boolean blocksWrites() {
        return compareTo(SHARE) >= 0;
    }

    /** Whether plain queries wait for it. */
    public boolean blocksReads() {
        return this == ACCESS_EXCLUSIVE;
    }

    /** The mode as SQL, such as {@code ACCESS EXCLUSIVE}. */
    public String sql() {
        return name().replace('_', ' ');
    }

    /** Whom it holds up, as part of a sentence. */
    public String blocks() {
        if (blocksReads()) {
            return "reads and writes";
        }
        return blocksWrites() ? "writes" : "other schema changes";
    }

    /** The mode that {@code LOCK TABLE … IN … MODE} names, in any case. */
    public static LockMode of(String sql) {
        return valueOf(sql.toUpperCase(Locale.ROOT).replace(' ', '_'));
    }
}
