package dev.sluice.demo;

import dev.sluice.testing.postgres.PostgresReplicaSet;
import dev.sluice.testing.postgres.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/** PostgreSQL with two streaming replicas, as a team has it before it knows Sluice. */
final class Database implements AutoCloseable {

    /** The database that the application uses. */
    static final String NAME = "orders";

    /** The application's role. */
    static final String APPLICATION = "orders_app";

    private static final String MONITOR = "sluice_monitor";

    private final PostgresReplicaSet servers;
    private final String monitorPassword = password();

    private Database(PostgresReplicaSet servers) {
        this.servers = servers;
    }

    /**
     * Starts the servers, and creates a table, the application's role and the role that Sluice logs in as.
     *
     * @param credentials folder that gets the application's user and password as files, as a mounted Secret has them
     */
    static Database start(Path logs, Path credentials) {
        var database = new Database(PostgresReplicaSet.builder()
                .database(NAME)
                .replicas(2)
                .logs(logs)
                .start());
        database.createRoles(credentials);
        return database;
    }

    private void createRoles(Path credentials) {
        String applicationPassword = password();
        servers.createRole(MONITOR, monitorPassword, "pg_monitor");
        servers.createRole(APPLICATION, applicationPassword);
        servers.primary()
                .execute("CREATE TABLE orders (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, item text NOT NULL);"
                        + "GRANT SELECT, INSERT ON orders TO " + APPLICATION);
        servers.awaitReplication();
        try {
            Files.createDirectories(credentials);
            Files.writeString(credentials.resolve("username"), APPLICATION);
            Files.writeString(credentials.resolve("password"), applicationPassword);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the application's credentials", e);
        }
    }

    PostgresReplicaSet servers() {
        return servers;
    }

    /** The example, adapted to these servers. */
    String adapt(Path example) {
        ExampleFile adapted =
                ExampleFile.read(example).password(monitorPassword).withoutTls().probeInterval("2s");
        for (PostgresServer server : servers.servers()) {
            adapted.member("orders-" + server.name() + ".example.internal", server.host(), server.port());
        }
        return adapted.text();
    }

    private static String password() {
        byte[] random = new byte[12];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    @Override
    public void close() {
        servers.close();
    }
}
