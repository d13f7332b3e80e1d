package dev.sluice.cli.migrations;

import dev.sluice.analysis.schema.Catalog;
import dev.sluice.cli.catalog.LiveCatalog;
import dev.sluice.cli.failure.CommandFailure;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that name a live database. */
final class CatalogOptions {

    @Option(
            names = "--catalog",
            paramLabel = "URL",
            description = {
                "Asks that database for its tables, sizes, columns, constraints, indexes and version: postgresql:// or"
                        + " jdbc:postgresql://, without a password.",
                "The password is taken from PGPASSWORD, or the file that PGPASSFILE names, or ~/.pgpass."
            })
    private @Nullable String url;

    @Option(
            names = "--catalog-user-file",
            paramLabel = "FILE",
            description = "The file that holds the user's name for --catalog.")
    private @Nullable Path userFile;

    @Option(
            names = "--catalog-password-file",
            paramLabel = "FILE",
            description = "The file that holds the password for --catalog.")
    private @Nullable Path passwordFile;

    boolean isAsked() {
        return url != null;
    }

    /**
     * What the database knows of itself; null when none is named.
     *
     * @throws CommandFailure if it cannot be read
     */
    @Nullable
    Catalog read() {
        if (url != null) {
            return LiveCatalog.read(url, userFile, passwordFile, System.getenv());
        }
        if (userFile != null || passwordFile != null) {
            throw new CommandFailure("--catalog-user-file and --catalog-password-file have a use only with --catalog.");
        }
        return null;
    }
}
