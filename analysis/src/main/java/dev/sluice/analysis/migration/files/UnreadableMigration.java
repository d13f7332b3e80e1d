package dev.sluice.analysis.migration.files;

/** A file or folder that is no migration that can be judged. The message names it and says what would be right. */
public final class UnreadableMigration extends Exception {

    private static final long serialVersionUID = 1;

    /** Such a failure. */
    public UnreadableMigration(String message) {
        super(message);
    }

    /** Such a failure with what caused it. */
    public UnreadableMigration(String message, Throwable cause) {
        super(message, cause);
    }
}
