package dev.sluice.routing.cache.policy;

import dev.sluice.routing.document.DocumentFormatException;

/** A cache policy that cannot be understood. The message names the field, the value and what would be right. */
public final class CachePolicyFormatException extends DocumentFormatException {

    private static final long serialVersionUID = 1L;

    CachePolicyFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
