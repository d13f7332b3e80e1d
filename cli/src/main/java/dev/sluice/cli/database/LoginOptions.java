package dev.sluice.cli.database;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of a command that connects to a database, whatever for. */
public final class LoginOptions {

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "Holds the database's password. Default: PGPASSWORD, else PGPASSFILE, else ~/.pgpass")
    private @Nullable Path passwordFile;

    /** Options of which none is given. */
    public LoginOptions() {}

    /**
     * The database at an address.
     *
     * @param option the option that has the address, for messages
     * @throws dev.sluice.cli.failure.CommandFailure if it is none, or the password cannot be read
     */
    public Database database(String option, String address) {
        return new Database(
                DatabaseUrl.of(option, address, System.getenv()), Password.find(passwordFile, System.getenv()));
    }
}
