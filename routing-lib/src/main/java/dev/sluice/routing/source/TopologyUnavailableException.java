package dev.sluice.routing.source;

/** There is no endpoint document to start with. The message says where it was looked for, and what to do. */
public final class TopologyUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TopologyUnavailableException(String message) {
        super(message);
    }
}
