package dev.sluice.cli.database;

import dev.sluice.cli.failure.CommandFailure;
import dev.sluice.cli.failure.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A password, which nothing shows. */
public final class Password {

    private static final int LONGEST = 4096;

    private final @Nullable String text;

    private Password(@Nullable String text) {
        this.text = text;
    }

    /**
     * Takes it from the file, else from {@code PGPASSWORD}; where both are missing the driver looks into the file of
     * {@code PGPASSFILE}, or into {@code ~/.pgpass}.
     *
     * @param option the option that has the database's address, for messages
     * @param file holds nothing but the password and perhaps a line break; null for none
     * @throws CommandFailure if the file cannot be read, or is empty
     */
    public static Password find(String option, @Nullable Path file, Map<String, String> environment) {
        return new Password(file == null ? environment.get("PGPASSWORD") : read(option, file));
    }

    private static String read(String option, Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            String text = new String(in.readNBytes(LONGEST + 1), StandardCharsets.UTF_8);
            String password = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
            if (password.isEmpty() || password.length() > LONGEST) {
                throw new CommandFailure(
                        "the file of " + option + "-password-file, " + file + ", should hold a password of at most "
                                + LONGEST + " characters, and " + (password.isEmpty() ? "is empty." : "is longer."));
            }
            return password;
        } catch (IOException e) {
            throw new CommandFailure(
                    "the file of " + option + "-password-file, " + file + ", cannot be read: " + Reason.of(e) + ".", e);
        }
    }

    /** What the driver is given; null where it shall look for itself. */
    @Nullable
    String text() {
        return text;
    }

    /** Whether there is one, and no more than that. */
    @Override
    public String toString() {
        return text == null ? "no password" : "a password";
    }
}
