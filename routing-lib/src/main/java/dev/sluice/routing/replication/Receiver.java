package dev.sluice.routing.replication;

/** Whether a standby has a process that receives log from its primary. */
public enum Receiver {
    /** It runs; without the right to see statistics nothing more can be said than that it is there. */
    PRESENT,
    /** There is none: the standby cannot follow by streaming. */
    ABSENT,
    /** Not asked (a primary), or the server refuses to say. */
    UNKNOWN
}
