package dev.sluice.e2e;

import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import dev.sluice.testing.postgres.PostgresBinaries;
import dev.sluice.testing.postgres.PostgresReplicaSet;
import dev.sluice.testing.process.Folders;
import dev.sluice.testing.redis.RedisServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The image of all pods that are not the operator's: PostgreSQL, Redis, the sample application, the watch on a mount; and of
 * migrations that are checked. It is the operator's image with more files, so that it needs no other base.
 */
final class PodImage {

    static final String NAME = "sluice-e2e:1";

    /** Of the roles {@code sluice_monitor}, {@code app} and {@code replicator} of the databases. */
    static final String PASSWORD = "only-for-tests";

    private static final String SETUP = """
            CREATE ROLE sluice_monitor LOGIN PASSWORD '%1$s' IN ROLE pg_monitor;
            CREATE ROLE replicator LOGIN REPLICATION PASSWORD '%1$s';
            CREATE ROLE app LOGIN PASSWORD '%1$s';
            CREATE TABLE orders (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, item text NOT NULL);
            GRANT SELECT, INSERT ON orders TO app;
            """.formatted(PASSWORD);
    private static final AbsoluteUnixPath JARS = AbsoluteUnixPath.get("/e2e/lib");
    private static final AbsoluteUnixPath POSTGRES = AbsoluteUnixPath.get("/e2e/postgres");
    private static final AbsoluteUnixPath REDIS = AbsoluteUnixPath.get("/e2e/redis");
    private static final AbsoluteUnixPath CLASSES = AbsoluteUnixPath.get("/e2e/classes");
    private static final AbsoluteUnixPath MIGRATIONS = AbsoluteUnixPath.get("/e2e/migrations");
    private static final AbsoluteUnixPath DATA = AbsoluteUnixPath.get("/e2e/data");

    private PodImage() {}

    /** Writes it in the format of {@code docker save}. */
    static void build(Path archive) {
        Path data = Folders.scratch("e2e-postgres");
        try (PostgresReplicaSet servers = PostgresReplicaSet.builder()
                .replicas(0)
                .database("orders")
                .folder(data)
                .start()) {
            servers.primary().execute(SETUP);
            servers.primary().stop();
            containerize(archive, data.resolve(servers.primary().name()).resolve("data"));
        }
    }

    private static void containerize(Path archive, Path data) {
        try {
            Jib.from(TarImage.at(Repository.image()))
                    .addFileEntriesLayer(
                            layer("postgres", PostgresBinaries.locate().home(), POSTGRES))
                    .addFileEntriesLayer(layer("redis", redis(), REDIS))
                    .addFileEntriesLayer(layer("data", data, DATA))
                    .addFileEntriesLayer(layer("jars", Path.of("target/lib"), JARS))
                    .addFileEntriesLayer(layer("classes", Path.of("target/classes"), CLASSES))
                    .addFileEntriesLayer(layer("migrations", Path.of("src/test/resources/migrations"), MIGRATIONS))
                    .setEntrypoint("java")
                    .containerize(Containerizer.to(TarImage.at(archive).named(ImageReference.parse(NAME)))
                            .setOfflineMode(true));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while building an image", e);
        } catch (Exception e) {
            throw new IllegalStateException("cannot build " + NAME, e);
        }
    }

    // With what it is linked to and a base of Java lacks.
    private static Path redis() throws IOException, InterruptedException {
        Path folder = Folders.scratch("e2e-redis");
        Path program = RedisServer.program();
        Files.copy(program, folder.resolve("redis-server"), StandardCopyOption.COPY_ATTRIBUTES);
        Process ldd = new ProcessBuilder("ldd", program.toString()).start();
        String linked = new String(ldd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (ldd.waitFor() != 0) {
            throw new IOException("ldd cannot read " + program);
        }
        Matcher library = Pattern.compile("(lib(?:ssl|crypto)\\S*) => (\\S+)").matcher(linked);
        while (library.find()) {
            Files.copy(Path.of(library.group(2)), folder.resolve(library.group(1)));
        }
        return folder;
    }

    private static FileEntriesLayer layer(String name, Path folder, AbsoluteUnixPath target) throws IOException {
        FileEntriesLayer.Builder layer = FileEntriesLayer.builder().setName(name);
        try (Stream<Path> files = Files.walk(folder)) {
            // Folders too: a server misses those that are empty.
            for (Path file : files.sorted().toList()) {
                boolean program = Files.isDirectory(file)
                        || Files.getPosixFilePermissions(file).contains(PosixFilePermission.OWNER_EXECUTE);
                layer.addEntry(
                        file,
                        target.resolve(folder.relativize(file)),
                        FilePermissions.fromOctalString(program ? "755" : "644"),
                        Instant.EPOCH);
            }
        }
        return layer.build();
    }
}
