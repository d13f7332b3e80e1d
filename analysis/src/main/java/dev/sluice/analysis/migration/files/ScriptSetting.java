package dev.sluice.analysis.migration.files;

import dev.sluice.analysis.migration.Wrapping;
import java.io.IOException;
import java.io.StringReader;
import java.util.Locale;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** What stands in the file beside a migration of Flyway that has its name and {@code .conf}, and goes before what its SQL tells. */
final class ScriptSetting {

    static final String EXTENSION = ".conf";

    private ScriptSetting() {}

    /**
     * Whether it sets {@code executeInTransaction}; null when it does not.
     *
     * @throws UnreadableMigration when it is none
     */
    static @Nullable Wrapping wrapping(String path, String text) throws UnreadableMigration {
        Properties settings = new Properties();
        try {
            settings.load(new StringReader(text));
        } catch (IOException | IllegalArgumentException e) {
            throw new UnreadableMigration(path + " is no file of settings: " + e.getMessage(), e);
        }
        String value = settings.getProperty("executeInTransaction");
        return switch (value == null ? "" : value.strip().toLowerCase(Locale.ROOT)) {
            case "" -> null;
            case "true" -> Wrapping.TRANSACTION;
            case "false" -> Wrapping.NONE;
            default ->
                throw new UnreadableMigration(
                        path + " sets executeInTransaction to \"" + value + "\", expected true or false.");
        };
    }
}
