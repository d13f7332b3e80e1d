package dev.sluice.routing.connect;

/** What a connection is for. */
public enum Purpose {
    /** Reads, on whatever role the server has. */
    READ,
    /** Writes: a server in recovery is refused when the connection is made. */
    WRITE,
    /** The library's own check. */
    CHECK
}
