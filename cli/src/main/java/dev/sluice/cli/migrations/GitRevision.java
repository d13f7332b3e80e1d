package dev.sluice.cli.migrations;

import dev.sluice.cli.failure.CommandFailure;
import dev.sluice.cli.failure.Reason;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Files as a revision of git has them, in a folder of their own until closed. Neither the index nor the work tree of the
 * repository is touched.
 */
final class GitRevision implements AutoCloseable {

    private final Path folder;
    private final Path path;

    private GitRevision(Path folder, Path path) {
        this.folder = folder;
        this.path = path;
    }

    /**
     * Writes the files of a path, as the revision has them; nothing where it has none.
     *
     * @throws CommandFailure if git is not there, the path is in no repository, or the revision is unknown
     */
    static GitRevision checkOut(String revision, Path path) {
        try {
            Path real = path.toRealPath();
            Path start = Files.isDirectory(real) ? real : real.resolveSibling(".");
            Path top =
                    Path.of(new Git(start).text("rev-parse", "--show-toplevel")).toRealPath();
            Path folder = Files.createTempDirectory("sluice-baseline");
            GitRevision checkout = new GitRevision(
                    folder, folder.resolve("files").resolve(top.relativize(real).toString()));
            try {
                checkout.write(new Git(top), revision, top.relativize(real));
                return checkout;
            } catch (RuntimeException | IOException e) {
                checkout.close();
                throw e;
            }
        } catch (IOException e) {
            throw new CommandFailure("the baseline '" + revision + "' cannot be read: " + Reason.of(e) + ".", e);
        }
    }

    private void write(Git git, String revision, Path inside) throws IOException {
        String commit = git.text("rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}");
        Git apart = git.withIndex(folder.resolve("index"));
        apart.run(new byte[0], "read-tree", commit);
        // Literally: a name with a star is a name.
        String pathspec = inside.toString().isEmpty() ? "." : inside.toString();
        byte[] names = apart.run(new byte[0], "--literal-pathspecs", "ls-files", "-z", "--", pathspec);
        apart.run(names, "checkout-index", "-z", "--stdin", "--prefix=" + folder.resolve("files") + "/");
    }

    /** Whether the revision has the path. */
    boolean hasPath() {
        return Files.exists(path);
    }

    /** Where the path is, as the revision has it. */
    Path path() {
        return path;
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs git in a folder. */
    private record Git(Path folder, List<String> environment) {

        Git(Path folder) {
            this(folder, List.of());
        }

        Git withIndex(Path index) {
            return new Git(folder, List.of("GIT_INDEX_FILE", index.toString()));
        }

        String text(String... arguments) throws IOException {
            return new String(run(new byte[0], arguments), StandardCharsets.UTF_8).strip();
        }

        byte[] run(byte[] input, String... arguments) throws IOException {
            List<String> command = new ArrayList<>(List.of("git"));
            command.addAll(List.of(arguments));
            ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
            if (!environment.isEmpty()) {
                builder.environment().put(environment.get(0), environment.get(1));
            }
            Path errors = Files.createTempFile("sluice-git", ".err");
            try {
                Process process = builder.redirectError(errors.toFile()).start();
                try (OutputStream in = process.getOutputStream()) {
                    in.write(input);
                }
                byte[] output = process.getInputStream().readAllBytes();
                if (process.waitFor() != 0) {
                    throw new IOException("it is neither a file nor a revision that git knows here"
                            + Files.readString(errors)
                                    .lines()
                                    .findFirst()
                                    .map(line -> " (" + line + ")")
                                    .orElse(""));
                }
                return output;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("git was interrupted", e);
            } finally {
                Files.delete(errors);
            }
        }
    }
}
