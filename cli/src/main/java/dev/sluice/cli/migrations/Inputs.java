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
    private static final String UNNAMED = "<stdin>";

    private final Layout layout;
    private final InputStream standardInput;
    private final @Nullable String standardInputName;
    private final List<String> back = new ArrayList<>();
    private Set<Layout> layouts = Set.of();
    private boolean unordered;

    Inputs(Layout layout, InputStream standardInput) {
        this(layout, standardInput, null);
    }

    /**
     * Reads files of that layout.
     *
     * @param standardInputName the path of the file that standard input is the text of, whatever that file holds now; null where
     *     it is none
     */
    Inputs(Layout layout, InputStream standardInput, @Nullable String standardInputName) {
        this.layout = layout;
        this.standardInput = standardInput;
        this.standardInputName = standardInputName;
    }

    /**
     * The migrations of all paths, one after the other, or of several files in the order of their tool where it is known; each file once, however often it is named.
     *
     * @throws CommandFailure if one of them cannot be read, or standard input has a name and is none of them
     */
    List<MigrationFile> read(List<String> paths) {
        MigrationFiles reader = new MigrationFiles(layout, ReadLimits.DEFAULT, back::add);
        try {
            List<MigrationFile> files = read(reader, new LinkedHashSet<>(paths));
            layouts = reader.layouts();
            return ordered(reader, paths, files);
        } catch (UnreadableMigration e) {
            throw new CommandFailure(e.getMessage(), e);
        } catch (InvalidPathException e) {
            throw new CommandFailure("'" + e.getInput() + "' is no path: " + e.getReason() + ".", e);
        }
    }

    private List<MigrationFile> read(MigrationFiles reader, Set<String> paths) throws UnreadableMigration {
        if (standardInputName != null) {
            boolean path = !standardInputName.isBlank() && !Files.isDirectory(Path.of(standardInputName));
            if (!path || !paths.contains(STANDARD_INPUT)) {
                throw new CommandFailure(
                        "--stdin-name is the path of a file, and says nothing unless '-' is among the paths.");
            }
            reader.take(Path.of(standardInputName), standardInput);
        }
        Map<String, MigrationFile> files = new LinkedHashMap<>();
        int before = 0;
        for (String path : paths) {
            if (!path.equals(STANDARD_INPUT)) {
                reader.read(Path.of(path)).forEach(file -> files.merge(place(file.path()), file, Inputs::judged));
            } else if (standardInputName == null) {
                files.put(STANDARD_INPUT, reader.read(UNNAMED, standardInput));
            } else {
                before = files.size();
            }
        }
        List<MigrationFile> all = new ArrayList<>(files.values());
        // A folder that has a file of its name has read it at its place.
        if (standardInputName != null && !files.containsKey(place(standardInputName))) {
            all.addAll(before, reader.read(Path.of(standardInputName)));
        }
        return all;
    }

    /** Several files, of which the shell may have made the order, as their tool runs them. */
    private List<MigrationFile> ordered(MigrationFiles reader, List<String> paths, List<MigrationFile> files) {
        boolean alone = files.size() > 1
                && paths.stream()
                        .noneMatch(path -> path.equals(STANDARD_INPUT)
                                ? standardInputName == null
                                : Files.isDirectory(Path.of(path)));
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

    private static String place(String path) {
        return Path.of(path).toAbsolutePath().normalize().toString();
    }
}
