package dev.sluice.testing.postgres;

import dev.sluice.testing.process.Folders;
import dev.sluice.testing.process.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The data folder of one server: how it is made, copied, configured, and what it says about the running server. */
final class DataFolder {

    /** What a copy taken from a running server leaves out: see "Making a Low-Level Base Backup" in PostgreSQL's manual. */
    private static final Set<String> NOT_COPIED = Set.of(
            "postmaster.pid", "postmaster.opts", "standby.signal", "recovery.signal", "backup_label", "tablespace_map");

    private static final Set<String> EMPTIED = Set.of(
            "pg_wal",
            "pg_replslot",
            "pg_dynshmem",
            "pg_notify",
            "pg_serial",
            "pg_snapshots",
            "pg_stat_tmp",
            "pg_subtrans");

    private final Path path;

    DataFolder(Path path) {
        this.path = path;
    }

    Path path() {
        return path;
    }

    /** Makes a new database system with an identifier of its own. */
    void initialize(ServerConfiguration configuration, Path log) {
        Superuser superuser = configuration.superuser();
        Path passwordFile = path.resolveSibling("initdb-password");
        try {
            Files.writeString(passwordFile, superuser.password() + "\n");
            Privileges.detect().own(path.resolveSibling(""));
            List<String> command = List.of(
                    configuration.binaries().program("initdb").toString(),
                    "--pgdata=" + path,
                    "--username=" + superuser.name(),
                    "--pwfile=" + passwordFile,
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--locale=C",
                    "--no-sync");
            Process process = new ProcessBuilder(Privileges.detect().wrap(command))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            if (process.waitFor() != 0) {
                throw new IllegalStateException("initdb failed:\n" + Files.readString(log));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a database system in " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted during initdb", e);
        } finally {
            Folders.delete(passwordFile);
        }
    }

    /** Writes all configuration files anew. With a connection to a primary, the server will start as its replica. */
    void configure(ServerConfiguration configuration, int port, @Nullable String primaryConnection) {
        write("postgresql.conf", configuration.postgresqlConf(port, primaryConnection));
        write("pg_hba.conf", configuration.pgHbaConf());
        ServerTls tls = configuration.tls();
        if (tls != null) {
            write("server.crt", tls.certificate().certificatePem());
            write("server.key", tls.certificate().keyPem());
            write("authority.crt", tls.authorityPem());
        }
        if (primaryConnection != null) {
            write("standby.signal", "");
        }
        Privileges.detect().own(path);
    }

    void write(String name, String content) {
        Path file = path.resolve(name);
        try {
            Files.writeString(file, content);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    /** Copies a folder whose server does not run. */
    void copyStopped(DataFolder source) {
        copy(source, Set.of("postmaster.pid", "postmaster.opts"), Set.of());
    }

    /** Copies a folder whose server runs and is in backup mode; the write-ahead log is left out. */
    void copyRunning(DataFolder source) {
        copy(source, NOT_COPIED, EMPTIED);
    }

    private void copy(DataFolder source, Set<String> skipped, Set<String> emptied) {
        Folders.delete(path);
        try {
            Files.walkFileTree(source.path, new Copy(source.path, path, skipped, emptied));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot copy " + source.path + " to " + path, e);
        }
        Privileges.detect().own(path);
    }

    private static final class Copy extends SimpleFileVisitor<Path> {
        private final Path from;
        private final Path to;
        private final Set<String> skipped;
        private final Set<String> emptied;

        Copy(Path from, Path to, Set<String> skipped, Set<String> emptied) {
            this.from = from;
            this.to = to;
            this.skipped = skipped;
            this.emptied = emptied;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
            Files.createDirectories(
                    to.resolve(from.relativize(folder)),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            if (emptied.contains(from.relativize(folder).toString())) {
                // A server refuses to start without this one.
                if (folder.endsWith("pg_wal")) {
                    Files.createDirectories(to.resolve("pg_wal/archive_status"));
                }
                return FileVisitResult.SKIP_SUBTREE;
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            if (!skipped.contains(from.relativize(file).toString())) {
                try {
                    Files.copy(file, to.resolve(from.relativize(file)));
                } catch (NoSuchFileException e) {
                    // Dropped by the running server meanwhile; replaying the log brings the copy to the same state.
                    return FileVisitResult.CONTINUE;
                }
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw e;
        }
    }

    /**
     * Removes the segment of shared memory that a killed server leaves behind until it starts again; the system has room for
     * some thousands. Without effect after an orderly end.
     */
    void releaseSharedMemory() {
        sharedMemory().ifPresent(segment -> new Program(Path.of("ipcrm"), Map.of()).run("-m", segment));
    }

    /** The number of the segment of shared memory that a server holds, or has left behind when it was killed. */
    Optional<String> sharedMemory() {
        // Its key and its number.
        return serverFile().stream()
                .skip(6)
                .findFirst()
                .map(line -> line.strip().replaceFirst(".* ", ""));
    }

    /** What the server with this process id says about itself: "starting", "ready", "standby", "stopping"; empty at first. */
    Optional<String> status(long pid) {
        List<String> lines = serverFile();
        boolean own = !lines.isEmpty() && lines.get(0).strip().equals(Long.toString(pid));
        return own && lines.size() >= 8 ? Optional.of(lines.get(7).strip()) : Optional.empty();
    }

    /** The lines that a server keeps about itself while it runs; none where it has ended in order, or begins. */
    private List<String> serverFile() {
        try {
            return Files.readAllLines(path.resolve("postmaster.pid"), StandardCharsets.US_ASCII);
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read what the server in " + path + " says about itself", e);
        }
    }
}
