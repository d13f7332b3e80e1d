package dev.sluice.e2e.pod;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A PostgreSQL server of a StatefulSet. All begin as a copy of one stopped database system, which is in the image; the pod
 * with the ordinal 0 is its primary, the others follow it.
 *
 * <p>Environment: {@code POD_NAME}; {@code PRIMARY_HOST}; {@code POSTGRES_HOME}, where the programs are; {@code TEMPLATE},
 * the data to begin with; {@code DATA}, a folder that outlives the container; {@code PASSWORD} of the role
 * {@code replicator}.
 */
public final class PostgresPod {

    private static final String CONFIGURATION = """
            listen_addresses = '*'
            unix_socket_directories = ''
            fsync = off
            shared_buffers = 16MB
            max_connections = 300
            wal_keep_size = 512MB
            wal_retrieve_retry_interval = 200ms
            primary_conninfo = 'host=%s user=replicator password=%s application_name=%s'
            """;
    private static final String ACCESS = """
            host all all all scram-sha-256
            host replication replicator all scram-sha-256
            """;

    private final Map<String, String> environment;
    private final Path data;

    private PostgresPod(Map<String, String> environment) {
        this.environment = environment;
        this.data = Path.of(setting("DATA"), "pgdata");
    }

    /** Runs the server to its end. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        System.exit(new PostgresPod(System.getenv()).run());
    }

    private int run() throws IOException, InterruptedException {
        Path complete = data.resolveSibling("complete");
        if (!Files.exists(complete)) {
            copyTemplate();
            configure();
            Files.createFile(complete);
        }
        Path home = Path.of(setting("POSTGRES_HOME"));
        ProcessBuilder builder =
                new ProcessBuilder(List.of(home.resolve("bin/postgres").toString(), "-D", data.toString())).inheritIO();
        builder.environment().put("LD_LIBRARY_PATH", home.resolve("lib").toString());
        Process server = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(server::destroy));
        return server.waitFor();
    }

    private void copyTemplate() throws IOException {
        Path template = Path.of(setting("TEMPLATE"));
        try (Stream<Path> paths = Files.walk(template)) {
            for (Path path : paths.toList()) {
                Path copy = data.resolve(template.relativize(path));
                if (Files.isDirectory(path)) {
                    Files.createDirectories(copy);
                    Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwx------"));
                } else {
                    Files.copy(path, copy);
                    Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-------"));
                }
            }
        }
    }

    private void configure() throws IOException {
        Files.writeString(
                data.resolve("postgresql.conf"),
                CONFIGURATION.formatted(setting("PRIMARY_HOST"), setting("PASSWORD"), setting("POD_NAME")));
        Files.writeString(data.resolve("pg_hba.conf"), ACCESS);
        if (!setting("POD_NAME").endsWith("-0")) {
            Files.createFile(data.resolve("standby.signal"));
        }
    }

    private String setting(String name) {
        String value = environment.get(name);
        if (value == null || value.isBlank()) {
            throw new IllegalStateException("the environment variable " + name + " is missing");
        }
        return value;
    }
}
