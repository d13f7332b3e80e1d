package dev.sluice.cli.verify;

import dev.sluice.cli.database.Database;
import dev.sluice.cli.database.DatabaseUrl;
import dev.sluice.cli.database.Password;
import dev.sluice.cli.failure.CommandFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options with which migrations are run on a server. */
public final class VerifyOptions {

    private static final String ADDRESS = "--verify";
    private static final int MOST_SECONDS = 86_400;

    @Option(
            names = ADDRESS,
            paramLabel = "URL",
            description = {
                "Runs the migrations on that scratch database too, and says where it does something else than the"
                        + " rules say: postgresql://user@host:5432/database?sslmode=verify-full, without a password.",
                "Ends with exit code 5 where a migration fails, or the server does worse than any rule tells."
            })
    private @Nullable String address;

    @Option(
            names = "--verify-password-file",
            paramLabel = "FILE",
            description = "Holds the password for --verify. Default: PGPASSWORD, else PGPASSFILE, else ~/.pgpass")
    private @Nullable Path passwordFile;

    @Option(
            names = "--verify-scratch",
            paramLabel = "NAME",
            description =
                    "The name of the database of --verify, which may be changed though it holds tables, is in use,"
                            + " or its server has standbys.")
    private @Nullable String confirmed;

    @Option(
            names = "--verify-statement-timeout",
            paramLabel = "SECONDS",
            description = "The longest that a statement may run there. Default: 600")
    private @Nullable Integer statementSeconds;

    @Option(
            names = "--verify-lock-timeout",
            paramLabel = "SECONDS",
            description = "The longest that a statement may wait for a lock there. Default: 10")
    private @Nullable Integer lockSeconds;

    /** Options of which none is given. */
    public VerifyOptions() {}

    /** Whether migrations shall be run. */
    public boolean isAsked() {
        boolean others = confirmed != null || passwordFile != null || statementSeconds != null || lockSeconds != null;
        if (address == null && others) {
            throw new CommandFailure("the options that begin with --verify- say nothing without --verify URL.");
        }
        return address != null;
    }

    /**
     * Connects.
     *
     * @throws CommandFailure if an option is wrong, or that fails
     */
    public ScratchDatabase open() {
        Bounds bounds = new Bounds(
                seconds("--verify-statement-timeout", statementSeconds, 600),
                seconds("--verify-lock-timeout", lockSeconds, 10));
        Map<String, String> environment = System.getenv();
        Database database = new Database(
                ADDRESS,
                DatabaseUrl.of(ADDRESS, address == null ? "" : address, environment),
                Password.find(ADDRESS, passwordFile, environment));
        return ScratchDatabase.open(database, bounds, confirmed);
    }

    private static Duration seconds(String option, @Nullable Integer asked, int otherwise) {
        int given = asked == null ? otherwise : asked;
        if (given < 1 || given > MOST_SECONDS) {
            throw new CommandFailure(
                    option + " is " + given + ", and should be between 1 and " + MOST_SECONDS + " seconds.");
        }
        return Duration.ofSeconds(given);
    }
}
