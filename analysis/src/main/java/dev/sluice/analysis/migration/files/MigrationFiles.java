package dev.sluice.analysis.migration.files;

import dev.sluice.analysis.migration.MigrationFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads migrations from files, folders and streams, within limits. Immutable. */
public final class MigrationFiles {

    private final ReadLimits limits;
    private final Layout layout;

    /** A reader for that layout which reads no more than that. */
    public MigrationFiles(Layout layout, ReadLimits limits) {
        this.layout = layout;
        this.limits = limits;
    }

    /**
     * Reads a file, or all migrations of a folder in the order in which the tool runs them.
     *
     * @param path what the paths of the result begin with
     * @throws UnreadableMigration if there is nothing, too much, or something that is no text; if a link leads out of the
     *     folder
     */
    public List<MigrationFile> read(Path path) throws UnreadableMigration {
        if (Files.isDirectory(path)) {
            return folder(new Folder(path, limits), path);
        }
        if (!Files.isRegularFile(path)) {
            throw new UnreadableMigration(path + " does not exist, or is neither a file nor a folder.");
        }
        String name = path.toString().replace('\\', '/');
        return List.of(file(name, SqlText.decode(name, Folder.bytes(path, limits))));
    }

    /**
     * Reads one migration from a stream to its end.
     *
     * @param name how it is called in reports, such as {@code <stdin>}
     * @throws UnreadableMigration if it is too long or no text
     */
    public MigrationFile read(String name, InputStream in) throws UnreadableMigration {
        try {
            return file(name, SqlText.decode(name, Folder.bytes(name, in, limits)));
        } catch (IOException e) {
            throw new UnreadableMigration(name + " cannot be read: " + e, e);
        }
    }

    private MigrationFile file(String path, String text) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        Layout own = layout == Layout.AUTO ? Layout.ofFile(name, text) : layout;
        return new MigrationFile(path, text, own.sections(text), false);
    }

    private List<MigrationFile> folder(Folder folder, Path path) throws UnreadableMigration {
        Layout own = layout == Layout.AUTO ? Layout.of(folder) : layout;
        List<MigrationFile> migrations = new ArrayList<>();
        for (String file : own.select(folder)) {
            String text = folder.text(file);
            migrations.add(new MigrationFile(folder.display(file), text, own.sections(text), false));
        }
        if (migrations.isEmpty()) {
            throw new UnreadableMigration(path + " holds no migration in the layout " + own + ".");
        }
        return migrations;
    }
}
