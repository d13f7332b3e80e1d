package dev.sluice.routing.metrics;

/**
 * Is told what the library does, by many threads and on the way of each statement: implementations must be quick and
 * must not throw. Every method does nothing unless it is overridden. Endpoints are named as in the endpoint document.
 */
public interface RoutingMeter {

    /** Hears nothing. */
    RoutingMeter NONE = new RoutingMeter() {};

    /** A read was answered: a statement on a read-only connection, or one {@code executeRead}. */
    default void read(String endpoint) {}

    /** A statement on a connection that may write was answered, or one {@code executeWrite}. */
    default void write(String endpoint) {}

    /** A connection to the endpoint could not be had, or was lost. */
    default void failed(String endpoint) {}

    /** A read was tried again elsewhere after it failed on this endpoint. */
    default void retried(String endpoint) {}

    /** A read went to the primary because no replica was usable. */
    default void fellBack(String endpoint) {}

    /** The library took the endpoint out of its rotation by itself. */
    default void ejected(String endpoint, String reason) {}

    /** The library's own check has brought the endpoint back into rotation. */
    default void returned(String endpoint) {}

    /** Writes follow this endpoint before the document names it. */
    default void followed(String endpoint) {}

    /** An endpoint document is in use. */
    default void topology(String cluster, long revision) {}
}
