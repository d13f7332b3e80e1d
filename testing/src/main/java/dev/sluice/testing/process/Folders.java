package dev.sluice.testing.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/** Where fixtures keep data and logs. */
public final class Folders {

    private static final Set<Path> SCRATCH = ConcurrentHashMap.newKeySet();
    private static final ConcurrentLinkedQueue<Path> LOGS = new ConcurrentLinkedQueue<>();

    private Folders() {}

    /** A new empty folder for a fixture's data, deleted by {@link #delete(Path)} or, at the latest, when the JVM exits. */
    public static Path scratch(String purpose) {
        try {
            Path folder = Files.createTempDirectory("sluice-" + purpose + "-");
            SCRATCH.add(folder);
            // It deletes the folder at the end, once the processes that use it are gone.
            OrphanGuard.instance().watchFolder(folder);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create a folder for " + purpose, e);
        }
    }

    static void deleteScratch() {
        SCRATCH.forEach(Folders::delete);
    }

    /**
     * A new empty folder for a fixture's logs. It stays: below {@code target/fixture-logs} when this JVM runs in a Maven
     * module, else below the system property {@code sluice.fixture.logs}, else in the temporary folder.
     */
    public static Path logs(String fixture) {
        try {
            Path parent = Files.createDirectories(logRoot());
            Path folder = Files.createTempDirectory(parent, fixture + "-");
            LOGS.add(folder);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create a folder for the logs of " + fixture, e);
        }
    }

    /** The log folders that this JVM's fixtures have used so far, oldest first. */
    public static List<Path> usedLogs() {
        return List.copyOf(LOGS);
    }

    /** Deletes a folder and all in it; one that does not exist is no error. */
    public static void delete(Path folder) {
        SCRATCH.remove(folder);
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (NoSuchFileException | UncheckedIOException e) {
            // A dying process removed or added a file under our hands.
            deleteAgain(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + folder, e);
        }
    }

    private static void deleteAgain(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + folder, e);
        }
    }

    /** The folder for what is expensive to make and outlives a build: {@code SLUICE_CACHE}, else {@code ~/.cache/sluice}. */
    public static Path cache() {
        String configured = System.getProperty("sluice.cache", System.getenv("SLUICE_CACHE"));
        return configured == null || configured.isBlank() ? Path.of(home(), ".cache", "sluice") : Path.of(configured);
    }

    // The Java runtime takes the home from the user database, where a shell, and whoever runs us in one, goes by HOME.
    private static String home() {
        String home = System.getenv("HOME");
        return home == null || home.isBlank() ? System.getProperty("user.home") : home;
    }

    private static Path logRoot() {
        String configured = System.getProperty("sluice.fixture.logs");
        if (configured != null) {
            return Path.of(configured);
        }
        Path target = Path.of("target").toAbsolutePath();
        return Files.isDirectory(target)
                ? target.resolve("fixture-logs")
                : Path.of(
                        System.getProperty("java.io.tmpdir"), "sluice-fixture-logs-" + System.getProperty("user.name"));
    }
}
