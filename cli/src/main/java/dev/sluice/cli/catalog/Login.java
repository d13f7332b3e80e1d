package dev.sluice.cli.catalog;

import dev.sluice.cli.failure.CommandFailure;
import dev.sluice.cli.failure.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who connects. Its text form shows nothing.
 *
 * @param user null for the driver's default, the name of the operating system's user
 * @param password null where none is set, so that the driver looks into the file that PGPASSFILE names, or ~/.pgpass
 */
record Login(@Nullable String user, @Nullable String password) {

    /**
     * Finds them: a file goes before the environment (PGUSER, PGPASSWORD).
     *
     * @throws CommandFailure if a file cannot be read or is empty
     */
    static Login find(
            ConnectionString connection,
            @Nullable Path userFile,
            @Nullable Path passwordFile,
            Map<String, String> environment) {
        String user = userFile == null ? connection.user() : read(userFile, "--catalog-user-file");
        String password =
                passwordFile == null ? environment.get("PGPASSWORD") : read(passwordFile, "--catalog-password-file");
        return new Login(user == null ? environment.get("PGUSER") : user, password);
    }

    private static String read(Path file, String option) {
        try {
            String text = Files.readString(file);
            String value = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
            if (value.isEmpty()) {
                throw new CommandFailure(option + " names " + file + ", which is empty.");
            }
            return value;
        } catch (IOException e) {
            throw new CommandFailure(option + " names " + file + ", which cannot be read: " + Reason.of(e) + ".", e);
        }
    }

    @Override
    public String toString() {
        return "Login[***]";
    }
}
