package dev.sluice.analysis.migration.files;

import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The files below one folder. Links are followed where they stay inside of it, as those of a mounted ConfigMap do; one
 * that leads out is an error. What begins with a point is left aside.
 */
final class Folder {

    private static final int DEEPEST = 20;

    private final Path top;
    private final Path real;
    private final ReadLimits limits;
    private final Map<Path, byte[]> given;
    private final TreeMap<String, Path> files = new TreeMap<>(new VersionOrder());
    private final List<String> unread = new ArrayList<>();
    private final Set<Path> visited = new HashSet<>();
    private long bytes;

    /**
     * The files below that folder.
     *
     * @param given what stands for the content of files, by their places
     */
    Folder(Path top, ReadLimits limits, Map<Path, byte[]> given) throws UnreadableMigration {
        this.top = top;
        this.limits = limits;
        this.given = given;
        try {
            this.real = top.toRealPath();
            visit(top, 0);
        } catch (IOException e) {
            throw UnreadableMigration.of(top.toString(), e);
        }
    }

    private void visit(Path folder, int depth) throws IOException, UnreadableMigration {
        if (depth > DEEPEST) {
            throw new UnreadableMigration(folder + " is more than " + DEEPEST + " folders deep.");
        }
        if (!visited.add(folder.toRealPath())) {
            return;
        }
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            stream.forEach(entries::add);
        }
        for (Path entry : entries) {
            if (entry.getFileName().toString().startsWith(".")) {
                continue;
            }
            if (Files.isSymbolicLink(entry) && !leadsInside(entry)) {
                throw new UnreadableMigration(entry + " is a link that leads out of " + top
                        + ", or nowhere. Migrations are read from inside the folder only.");
            }
            if (Files.isDirectory(entry)) {
                visit(entry, depth + 1);
            } else if (Files.isRegularFile(entry)) {
                add(entry);
            } else if (LeftOut.isSql(entry.toString())) {
                unread.add(relative(entry));
            }
        }
    }

    private boolean leadsInside(Path link) {
        try {
            return link.toRealPath().startsWith(real);
        } catch (IOException e) {
            // A link to nothing, or in a circle.
            return false;
        }
    }

    private void add(Path file) throws UnreadableMigration {
        if (files.size() >= limits.files()) {
            throw new UnreadableMigration(top + " holds more than " + limits.files() + " files.");
        }
        files.put(relative(file), file);
    }

    private String relative(Path file) {
        StringBuilder relative = new StringBuilder();
        for (Path part : top.relativize(file)) {
            relative.append(relative.isEmpty() ? "" : "/").append(part);
        }
        return relative.toString();
    }

    /** The paths of what is called like a migration and is no regular file: pipes, sockets, devices. */
    List<String> unread() {
        return unread.stream().sorted().toList();
    }

    /** The paths of all files below the folder, with {@code /}, numbers in them by value. */
    List<String> files() {
        return List.copyOf(files.keySet());
    }

    boolean has(String file) {
        return files.containsKey(file);
    }

    /** How a file is called in a report. */
    String display(String file) {
        String folder = top.toString().replace('\\', '/');
        return folder.isEmpty() || folder.equals(".") ? file : folder + (folder.endsWith("/") ? "" : "/") + file;
    }

    /** The text of a file. */
    String text(String file) throws UnreadableMigration {
        Path path = files.get(file);
        if (path == null) {
            throw new UnreadableMigration(display(file) + " does not exist.");
        }
        byte[] instead = given.get(place(path));
        byte[] content = instead == null ? bytes(path, limits) : instead;
        bytes += content.length;
        if (bytes > limits.totalBytes()) {
            throw new UnreadableMigration(top + " holds more than " + (limits.totalBytes() >> 20)
                    + " MiB of migrations, the most that is read.");
        }
        return SqlText.decode(display(file), content);
    }

    /** The same for all names of a file, links apart. */
    static Path place(Path file) {
        return file.toAbsolutePath().normalize();
    }

    static byte[] bytes(Path path, ReadLimits limits) throws UnreadableMigration {
        // A channel cannot say where in a pipe it is, and fails.
        try (InputStream in = Files.isRegularFile(path)
                ? Files.newInputStream(path)
                : new BufferedInputStream(new FileInputStream(path.toFile()))) {
            return bytes(path.toString(), in, limits);
        } catch (IOException e) {
            throw UnreadableMigration.of(path.toString(), e);
        }
    }

    static byte[] bytes(String path, InputStream in, ReadLimits limits) throws IOException, UnreadableMigration {
        int most = (int) Math.min(limits.fileBytes(), Integer.MAX_VALUE - 16);
        byte[] content = in.readNBytes(most + 1);
        if (content.length > most) {
            throw new UnreadableMigration(path + " is larger than " + (limits.fileBytes() >> 20)
                    + " MiB, the most that is read of one file. Load data by other means than a migration.");
        }
        return content;
    }
}
