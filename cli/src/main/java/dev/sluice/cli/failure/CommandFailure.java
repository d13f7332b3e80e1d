package dev.sluice.cli.failure;

import org.jspecify.annotations.Nullable;

/**
 * A command cannot do what it was asked for, for a reason outside of this program: a file that cannot be read, a setting
 * that does not exist. The message is one sentence that says what is wrong and what would be right.
 */
public final class CommandFailure extends RuntimeException {

    /** A failure that nothing else has caused. */
    public CommandFailure(String message) {
        super(message);
    }

    /** A failure with what has caused it, whose message it may take. */
    public CommandFailure(@Nullable String message, Throwable cause) {
        super(message, cause);
    }
}
