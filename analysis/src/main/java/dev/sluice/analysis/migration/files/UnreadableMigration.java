package dev.sluice.analysis.migration.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

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

    /** The failure of a read, which may have been of something below that path. */
    static UnreadableMigration of(String path, IOException cause) {
        String file =
                cause instanceof FileSystemException failure && failure.getFile() != null ? failure.getFile() : path;
        return new UnreadableMigration(file + " cannot be read: " + words(cause) + ".", cause);
    }

    private static String words(IOException cause) {
        if (cause instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (cause instanceof NoSuchFileException) {
            return "it does not exist";
        }
        String reason = cause instanceof FileSystemException failure ? failure.getReason() : cause.getMessage();
        return reason == null ? cause.toString() : reason;
    }
}
