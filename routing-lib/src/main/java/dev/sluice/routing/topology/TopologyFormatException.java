package dev.sluice.routing.topology;

import dev.sluice.routing.document.DocumentFormatException;

/** An endpoint document that cannot be understood. The message names the field, the value and what would be right. */
public final class TopologyFormatException extends DocumentFormatException {

    private static final long serialVersionUID = 1L;

    TopologyFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
