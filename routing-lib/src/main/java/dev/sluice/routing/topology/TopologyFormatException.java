package dev.sluice.routing.topology;

/** An endpoint document that cannot be understood. The message names the field, the value and what would be right. */
public final class TopologyFormatException extends Exception {

    private static final long serialVersionUID = 1L;

    TopologyFormatException(String message) {
        super(message);
    }

    TopologyFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
