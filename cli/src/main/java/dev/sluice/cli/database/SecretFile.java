package dev.sluice.cli.database;

import dev.sluice.cli.failure.CommandFailure;
import dev.sluice.cli.failure.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that holds nothing but a user's name or a password, and perhaps a line break. */
public final class SecretFile {

    private static final int LONGEST = 4096;

    private SecretFile() {}

    /**
     * What it holds.
     *
     * @param option the option that names it, for messages
     * @throws CommandFailure if it cannot be read, is empty, or is too long; the message shows nothing of what it holds
     */
    public static String read(String option, Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            String text = new String(in.readNBytes(LONGEST + 1), StandardCharsets.UTF_8);
            String held = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
            if (held.isEmpty() || held.length() > LONGEST) {
                throw new CommandFailure("the file of " + option + ", " + file + ", should hold from 1 to " + LONGEST
                        + " characters, and " + (held.isEmpty() ? "is empty." : "is longer."));
            }
            return held;
        } catch (IOException e) {
            throw new CommandFailure(
                    "the file of " + option + ", " + file + ", cannot be read: " + Reason.of(e) + ".", e);
        }
    }
}
