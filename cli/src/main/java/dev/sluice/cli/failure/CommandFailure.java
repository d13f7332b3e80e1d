package dev.sluice.cli.failure;

import org.jspecify.annotations.Nullable;

/**
 * A command cannot do what it was asked for, for a reason outside of this program: a file that cannot be read, a setting
 * that does not exist. The message is one sentence that says what is wrong and what would be right.
 */
public final class CommandFailure extends RuntimeException {

    /** The exit code for wrong usage, and for what cannot be read. */
    public static final int MISUSED = 2;

    /** The exit code when a database cannot be reached or read, or is lost, so that trying again may help. */
    public static final int NO_DATABASE = 4;

    private final int exitCode;

    /** A failure that nothing else has caused. */
    public CommandFailure(String message) {
        super(message);
        exitCode = MISUSED;
    }

    /** A failure with what has caused it, whose message it may take. */
    public CommandFailure(@Nullable String message, Throwable cause) {
        this(message, cause, MISUSED);
    }

    /** A failure after which the program ends with that exit code. */
    public CommandFailure(@Nullable String message, Throwable cause, int exitCode) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /** The exit code with which the program ends. */
    public int exitCode() {
        return exitCode;
    }
}
