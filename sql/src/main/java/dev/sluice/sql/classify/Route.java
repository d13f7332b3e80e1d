package dev.sluice.sql.classify;

/** Where a statement may be sent. */
public enum Route {
    /** The primary only. */
    PRIMARY,
    /** The primary or a replica. */
    REPLICA
}
