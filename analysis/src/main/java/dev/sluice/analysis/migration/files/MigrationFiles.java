package dev.sluice.analysis.migration.files;

import dev.sluice.analysis.migration.FileRemark;
import dev.sluice.analysis.migration.MigrationFile;
import dev.sluice.analysis.migration.MigrationFile.Prelude;
import dev.sluice.analysis.migration.MigrationFile.Section;
import dev.sluice.analysis.migration.Wrapping;
import dev.sluice.analysis.statement.Span;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads migrations from files, folders and streams, within limits. Not safe for use by several threads. */
public final class MigrationFiles {

    private final ReadLimits limits;
    private final Layout layout;
    private final Consumer<String> back;
    private final Set<Layout> layouts = EnumSet.noneOf(Layout.class);
    private final Map<Path, byte[]> given = new HashMap<>();

    /** A reader for that layout which reads no more than that. */
    public MigrationFiles(Layout layout, ReadLimits limits) {
        this(layout, limits, file -> {});
    }

    /**
     * A reader for that layout which reads no more than that.
     *
     * @param back takes each file of a folder that undoes or verifies another one, and is left out for that
     */
    public MigrationFiles(Layout layout, ReadLimits limits, Consumer<String> back) {
        this.back = back;
        this.layout = layout;
        this.limits = limits;
    }

    /**
     * Takes what a stream holds to its end for the content of a file wherever that is read, whether or not there is such a file.
     *
     * @throws UnreadableMigration if it is too long
     */
    public void take(Path file, InputStream in) throws UnreadableMigration {
        try {
            given.put(Folder.place(file), Folder.bytes(file.toString(), in, limits));
        } catch (IOException e) {
            throw UnreadableMigration.of(file.toString(), e);
        }
    }

    /**
     * Reads a file, or all migrations of a folder in the order in which the tool runs them. What is neither, such as the pipe
     * that a shell makes of {@code <(git show …)}, is read to its end.
     *
     * @param path what the paths of the result begin with
     * @throws UnreadableMigration if there is nothing, too much, or something that is no text; if a link leads out of the
     *     folder
     */
    public List<MigrationFile> read(Path path) throws UnreadableMigration {
        if (Files.isDirectory(path)) {
            return folder(new Folder(path, limits, given), path);
        }
        byte[] content = given.get(Folder.place(path));
        if (content == null && !Files.exists(path)) {
            throw new UnreadableMigration(path + " does not exist, or may not be looked at.");
        }
        String name = path.toString().replace('\\', '/');
        String text = SqlText.decode(name, content == null ? Folder.bytes(path, limits) : content);
        Layout own = layoutOf(name, text);
        Path beside = path.resolveSibling(path.getFileName() + ScriptSetting.EXTENSION);
        boolean set = own == Layout.FLYWAY && Files.isRegularFile(beside);
        String shown = name + ScriptSetting.EXTENSION;
        Wrapping wrapping =
                set ? ScriptSetting.wrapping(shown, SqlText.decode(shown, Folder.bytes(beside, limits))) : null;
        return List.of(file(name, text, own, wrapping));
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
            throw UnreadableMigration.of(name, e);
        }
    }

    /**
     * Files that were named one by one, in the order in which their tool runs them; null when that is not known, since they are of
     * several layouts or folders, or their order stands elsewhere.
     */
    public @Nullable List<MigrationFile> inOrder(List<MigrationFile> files) {
        Map<String, MigrationFile> byPath = new TreeMap<>(new VersionOrder());
        Set<Layout> layouts = EnumSet.noneOf(Layout.class);
        Set<String> folders = new HashSet<>();
        for (MigrationFile file : files) {
            String path = file.path();
            int name = path.lastIndexOf('/') + 1;
            Layout own = layout == Layout.AUTO ? Layout.ofFile(path.substring(name), file.text()) : layout;
            layouts.add(own);
            folders.add(
                    own == Layout.PRISMA
                            ? path.substring(0, path.lastIndexOf('/', name - 2) + 1)
                            : path.substring(0, name));
            byPath.put(path, file);
        }
        // What Flyway repeats, and what it refuses, has no version by which it is told.
        boolean flyway = layouts.contains(Layout.FLYWAY);
        boolean planned = layouts.contains(Layout.SQITCH) || folders.stream().anyMatch(MigrationFiles::isPlanned);
        if (planned || (!flyway && (layouts.size() > 1 || folders.size() > 1))) {
            return null;
        }
        List<String> order = flyway ? Flyway.select(List.copyOf(byPath.keySet())) : List.copyOf(byPath.keySet());
        List<MigrationFile> ordered = new ArrayList<>();
        for (String path : order) {
            MigrationFile file = byPath.get(path);
            if (file != null) {
                ordered.add(file);
            }
        }
        return ordered.size() == files.size() ? ordered : null;
    }

    /** The layouts of all that it has read, those that it has made out itself too. */
    public Set<Layout> layouts() {
        return Set.copyOf(layouts);
    }

    private static boolean isPlanned(String folder) {
        return folder.endsWith("deploy/") && Files.exists(Path.of(folder + "../sqitch.plan"));
    }

    private MigrationFile file(String path, String text) {
        return file(path, text, layoutOf(path, text), null);
    }

    private Layout layoutOf(String path, String text) {
        return layout == Layout.AUTO ? Layout.ofFile(path.substring(path.lastIndexOf('/') + 1), text) : layout;
    }

    private MigrationFile file(String path, String text, Layout layout, @Nullable Wrapping wrapping) {
        layouts.add(layout);
        List<Span> leftOut = layout.leftOut(text);
        String rest = MigrationFile.blanked(text, leftOut);
        List<Section> sections = wrapping == null ? layout.sections(rest) : Layout.whole(rest, wrapping);
        Prelude prelude = layout == Layout.FLYWAY ? FlywayCallbacks.prelude(path) : Prelude.NONE;
        MigrationFile file =
                new MigrationFile(path, text, sections, false, layout.delimiters(rest), leftOut, prelude, null);
        if (sections.isEmpty() && !text.isBlank()) {
            return file.remark(leftOut("Nothing of the file is judged: for " + layout.title()
                    + " it has no part that migrates PostgreSQL forward."));
        }
        if (layout == Layout.GOOSE && UpDown.repeatsGooseUp(rest)) {
            return file.remark(new FileRemark(
                    FileRemark.Kind.REFUSED, "The file has \"-- +goose Up\" twice, and goose refuses it."));
        }
        String unfollowed = layout.unfollowed(rest);
        String skipped = layout.skipped(rest, leftOut);
        if (unfollowed != null) {
            String all = skipped == null ? unfollowed : unfollowed + " " + skipped;
            return file.remark(new FileRemark(FileRemark.Kind.NOT_SPLIT, all));
        }
        return skipped == null ? file : file.remark(new FileRemark(FileRemark.Kind.PART_LEFT_OUT, skipped));
    }

    private static String named(String what, List<String> files) {
        return files.isEmpty() ? "" : what + String.join(", ", files) + ".";
    }

    private static FileRemark leftOut(String message) {
        return new FileRemark(FileRemark.Kind.LEFT_OUT, message);
    }

    private List<MigrationFile> folder(Folder folder, Path path) throws UnreadableMigration {
        Layout own = layout == Layout.AUTO ? Layout.of(folder) : layout;
        List<String> selected = own.select(folder);
        LeftOut others = LeftOut.of(own, folder, selected);
        if (selected.isEmpty()) {
            throw new UnreadableMigration(path + " holds no migration in the layout " + own.title() + "."
                    + named(" Not one: ", others.astray()) + named(" No regular file: ", folder.unread()));
        }
        Map<String, String> repeated = own == Layout.FLYWAY ? Flyway.repeated(selected) : Map.of();
        List<MigrationFile> migrations = new ArrayList<>();
        for (String file : selected) {
            MigrationFile migration = file(folder.display(file), folder.text(file), own, setting(folder, file, own));
            String before = repeated.get(file);
            migrations.add(before == null ? migration : migration.remark(refused(folder.display(before))));
        }
        for (String file : others.astray()) {
            FileRemark remark = leftOut("The file is not judged: it " + LeftOut.reason(own, file) + ".");
            migrations.add(new MigrationFile(folder.display(file), "", List.of(), false).remark(remark));
        }
        for (String file : folder.unread()) {
            FileRemark remark = leftOut("The file is not judged: it is no regular file, such as a pipe, a socket or a"
                    + " device, or may not be looked at.");
            migrations.add(new MigrationFile(folder.display(file), "", List.of(), false).remark(remark));
        }
        others.back().forEach(file -> back.accept(folder.display(file)));
        return migrations;
    }

    private static @Nullable Wrapping setting(Folder folder, String file, Layout own) throws UnreadableMigration {
        String beside = file + ScriptSetting.EXTENSION;
        return own == Layout.FLYWAY && folder.has(beside)
                ? ScriptSetting.wrapping(folder.display(beside), folder.text(beside))
                : null;
    }

    private static FileRemark refused(String before) {
        return new FileRemark(
                FileRemark.Kind.REFUSED,
                "The file has the version of " + before
                        + ", and Flyway runs nothing where two files have one version.");
    }
}
