package dev.sluice.cli.migrations;

import dev.sluice.analysis.migration.MigrationFile;
import dev.sluice.analysis.migration.files.Layout;
import dev.sluice.analysis.migration.files.MigrationFiles;
import dev.sluice.analysis.migration.files.ReadLimits;
import dev.sluice.analysis.migration.files.UnreadableMigration;
import dev.sluice.cli.failure.CommandFailure;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads what the user has named. */
final class Inputs {

    /** What names standard input. */
    static final String STANDARD_INPUT = "-";

    private static final int MOST_NAMES = 20;
    private static final String STANDARD_INPUT_NAME = "<stdin>";

    private final Layout layout;
    private final InputStream standardInput;
    private final List<String> back = new ArrayList<>();
    private Set<Layout> layouts = Set.of();
    private boolean unordered;

    Inputs(Layout layout, InputStream standardInput) {
        this.layout = layout;
        this.standardInput = standardInput;
    }

    /**
     * The migrations of all paths, one after the other, or of several files in the order of their tool where it is known; each file once, however often it is named.
     *
     * @throws CommandFailure if one of them cannot be read
     */
    List<MigrationFile> read(List<String> paths) {
        MigrationFiles reader = new MigrationFiles(layout, ReadLimits.DEFAULT, back::add);
        Map<String, MigrationFile> files = new LinkedHashMap<>();
        for (String path : new LinkedHashSet<>(paths)) {
            try {
                if (path.equals(STANDARD_INPUT)) {
                    files.put(STANDARD_INPUT, reader.read(STANDARD_INPUT_NAME, standardInput));
                } else {
                    reader.read(Path.of(path)).forEach(file -> files.merge(place(file), file, Inputs::judged));
                }
            } catch (UnreadableMigration e) {
                throw new CommandFailure(e.getMessage(), e);
            } catch (InvalidPathException e) {
                throw new CommandFailure("'" + path + "' is no path: " + e.getReason() + ".", e);
            }
        }
        layouts = reader.layouts();
        return ordered(reader, paths, List.copyOf(files.values()));
    }

    /** Several files, of which the shell may have made the order, as their tool runs them. */
    private List<MigrationFile> ordered(MigrationFiles reader, List<String> paths, List<MigrationFile> files) {
        boolean alone = files.size() > 1
                && paths.stream().noneMatch(path -> path.equals(STANDARD_INPUT) || Files.isDirectory(Path.of(path)));
        List<MigrationFile> ordered = alone ? reader.inOrder(files) : files;
        unordered = ordered == null;
        return ordered == null ? files : ordered;
    }

    /** What runs them, by the layouts that were made out where none was named. */
    String tool() {
        return layouts.isEmpty()
                ? Choice.name(layout)
                : layouts.stream().sorted().map(Choice::name).collect(Collectors.joining(", "));
    }

    /** What to say where it is not known in which order the tool runs the files; null where it is. */
    @Nullable
    String asNamed() {
        return unordered
                ? "the files are judged in the order in which they are named, since they are of several layouts or folders;"
                        + " a folder is judged in the order in which its tool runs it."
                : null;
    }

    /** The one that is judged: a folder's layout leaves out what the user may have named by itself. */
    private static MigrationFile judged(MigrationFile first, MigrationFile second) {
        return first.sections().isEmpty() ? second : first;
    }

    /** What to say of the files that were left out since they undo or verify others; null where there are none. */
    @Nullable
    String leftOut() {
        if (back.isEmpty()) {
            return null;
        }
        String names = String.join(", ", back.subList(0, Math.min(MOST_NAMES, back.size())));
        String more = back.size() > MOST_NAMES ? " and " + (back.size() - MOST_NAMES) + " more" : "";
        String what = back.size() == 1 ? "1 file is" : back.size() + " files are";
        return what + " not judged, as what does not migrate forward: " + names + more + ".";
    }

    private static String place(MigrationFile file) {
        return Path.of(file.path()).toAbsolutePath().normalize().toString();
    }
}
