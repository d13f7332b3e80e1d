package dev.sluice.cli.database;

import dev.sluice.cli.failure.CommandFailure;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A password, which nothing shows. */
public final class Password {

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
        return new Password(
                file == null ? environment.get("PGPASSWORD") : SecretFile.read(option + "-password-file", file));
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
