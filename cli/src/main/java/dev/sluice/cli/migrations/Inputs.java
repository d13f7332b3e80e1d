package dev.sluice.cli.migrations;

import dev.sluice.analysis.migration.MigrationFile;
import dev.sluice.analysis.migration.files.Layout;
import dev.sluice.analysis.migration.files.MigrationFiles;
import dev.sluice.analysis.migration.files.ReadLimits;
import dev.sluice.analysis.migration.files.UnreadableMigration;
import dev.sluice.cli.failure.CommandFailure;
import java.io.InputStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** Reads what the user has named. */
final class Inputs {

    /** What names standard input. */
    static final String STANDARD_INPUT = "-";

    private static final String STANDARD_INPUT_NAME = "<stdin>";

    private final Layout layout;
    private final InputStream standardInput;

    Inputs(Layout layout, InputStream standardInput) {
        this.layout = layout;
        this.standardInput = standardInput;
    }

    /**
     * The migrations of all paths, one after the other; each file once, however often it is named.
     *
     * @throws CommandFailure if one of them cannot be read
     */
    List<MigrationFile> read(List<String> paths) {
        MigrationFiles reader = new MigrationFiles(layout, ReadLimits.DEFAULT);
        Map<String, MigrationFile> files = new LinkedHashMap<>();
        for (String path : new LinkedHashSet<>(paths)) {
            try {
                if (path.equals(STANDARD_INPUT)) {
                    files.put(STANDARD_INPUT, reader.read(STANDARD_INPUT_NAME, standardInput));
                } else {
                    reader.read(Path.of(path)).forEach(file -> files.putIfAbsent(place(file), file));
                }
            } catch (UnreadableMigration e) {
                throw new CommandFailure(e.getMessage(), e);
            } catch (InvalidPathException e) {
                throw new CommandFailure("'" + path + "' is no path: " + e.getReason() + ".", e);
            }
        }
        return List.copyOf(files.values());
    }

    private static String place(MigrationFile file) {
        return Path.of(file.path()).toAbsolutePath().normalize().toString();
    }
}
