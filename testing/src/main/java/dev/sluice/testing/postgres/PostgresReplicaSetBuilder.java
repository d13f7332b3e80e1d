package dev.sluice.testing.postgres;

import dev.sluice.testing.process.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Describes a {@link PostgresReplicaSet} and starts it. Not safe for use by several threads. */
public final class PostgresReplicaSetBuilder {

    private int replicas = 2;
    private String database = "app";
    private String listenAddresses = "127.0.0.1";
    private @Nullable Path folder;
    private @Nullable Path logs;
    private @Nullable ServerTls tls;
    private final Map<String, String> settings = new LinkedHashMap<>();

    PostgresReplicaSetBuilder() {}

    /** The number of replicas, from 0; default 2. */
    public PostgresReplicaSetBuilder replicas(int number) {
        replicas = number;
        return this;
    }

    /** The database that is created; default {@code app}. */
    public PostgresReplicaSetBuilder database(String name) {
        database = name;
        return this;
    }

    /** The setting {@code listen_addresses}; default 127.0.0.1, which the fixture itself needs among them. */
    public PostgresReplicaSetBuilder listenAddresses(String addresses) {
        listenAddresses = addresses;
        return this;
    }

    /** Where data is kept while the set is open, a new or empty folder; default a temporary one. */
    public PostgresReplicaSetBuilder folder(Path path) {
        folder = path;
        return this;
    }

    /** Where logs are kept; default {@code target/fixture-logs/postgres-…}. */
    public PostgresReplicaSetBuilder logs(Path path) {
        logs = path;
        return this;
    }

    /** TLS of all servers; default none. */
    public PostgresReplicaSetBuilder tls(ServerTls serverTls) {
        tls = serverTls;
        return this;
    }

    /** The setting {@code max_connections} of all servers; default 100. */
    public PostgresReplicaSetBuilder maxConnections(int number) {
        return setting("max_connections", Integer.toString(number));
    }

    /** Any setting of postgresql.conf, the value without quotes; replaces what the fixture itself sets. */
    public PostgresReplicaSetBuilder setting(String name, String value) {
        settings.put(name, value);
        return this;
    }

    /** Starts the set and waits until every replica has caught up. */
    public PostgresReplicaSet start() {
        Path data = folder == null ? Folders.scratch("postgres") : folder;
        Path logFolder = logs == null ? Folders.logs("postgres") : logs;
        try {
            Files.createDirectories(data);
            Files.createDirectories(logFolder);
            if (Privileges.detect().needsPublicFolders()) {
                Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create the folders of a replica set", e);
        }
        PostgresReplicaSet set = new PostgresReplicaSet(
                new ServerConfiguration(
                        PostgresBinaries.locate(), database, listenAddresses, settings, tls, Superuser.generate()),
                data,
                logFolder);
        try {
            set.start(replicas);
            return set;
        } catch (RuntimeException e) {
            set.close();
            throw e;
        }
    }
}
