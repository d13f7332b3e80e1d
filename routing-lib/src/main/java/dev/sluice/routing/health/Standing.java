package dev.sluice.routing.health;

/** What a member that answers is within its cluster. */
public enum Standing {
    /** The one primary. */
    PRIMARY,
    /** A standby of the same database. */
    REPLICA,
    /** Out of recovery, but not chosen as the primary while another one is. */
    SECOND_PRIMARY,
    /** Out of recovery on a timeline that is older than the published one. */
    STALE_PRIMARY,
    /** A server of another system identifier. */
    FOREIGN
}
