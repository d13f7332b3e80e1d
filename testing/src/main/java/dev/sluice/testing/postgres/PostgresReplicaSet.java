package dev.sluice.testing.postgres;

import dev.sluice.testing.network.TcpProxy;
import dev.sluice.testing.process.Folders;
import dev.sluice.testing.process.Poll;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL primary and its streaming replicas, all running once {@link PostgresReplicaSetBuilder#start()} returns. Each replica
 * receives through a {@link TcpProxy} of its own, so that its link can be cut. Passwords are checked (SCRAM) on every
 * connection. Safe for use by several threads, but operations on the same server wait for each other.
 */
public final class PostgresReplicaSet implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ServerConfiguration configuration;
    private final Path folder;
    private final Path logs;
    private final Map<String, PostgresServer> servers = new LinkedHashMap<>();
    private final Map<PostgresServer, TcpProxy> links = new LinkedHashMap<>();
    private PostgresServer primary;
    private boolean closed;

    PostgresReplicaSet(ServerConfiguration configuration, Path folder, Path logs) {
        this.configuration = configuration;
        this.folder = folder;
        this.logs = logs;
        this.primary = add("primary");
    }

    /** A set with two replicas and a database {@code app}, unless told otherwise. */
    public static PostgresReplicaSetBuilder builder() {
        return new PostgresReplicaSetBuilder();
    }

    void start(int replicas) {
        primary.data().initialize(configuration, logs.resolve("initdb.log"));
        List<PostgresServer> added = new ArrayList<>();
        for (int i = 1; i <= replicas; i++) {
            PostgresServer replica = add("replica-" + i);
            replica.data().copyStopped(primary.data());
            added.add(replica);
        }
        primary.startFirst();
        createDatabase();
        Stream<CompletableFuture<Void>> starts = added.stream()
                .map(replica -> CompletableFuture.runAsync(() -> {
                    replica.follow(connectionFor(replica, primary));
                    replica.startFirst();
                }));
        CompletableFuture.allOf(starts.toArray(CompletableFuture<?>[]::new)).join();
        awaitReplication();
    }

    /** The server that was made primary last, by {@link PostgresReplicaSetBuilder#start()} or {@link #promote}; it may be down. */
    public synchronized PostgresServer primary() {
        return primary;
    }

    /** All servers but the primary and former primaries that have not rejoined; they may be down. */
    public synchronized List<PostgresServer> replicas() {
        return servers.values().stream()
                .filter(server -> server != primary && links.containsKey(server))
                .toList();
    }

    /** All servers, the first primary first. */
    public synchronized List<PostgresServer> servers() {
        return List.copyOf(servers.values());
    }

    /** A server by its name: {@code primary}, {@code replica-1} and so on. */
    public synchronized PostgresServer server(String name) {
        PostgresServer server = servers.get(name);
        if (server == null) {
            throw new NoSuchElementException("no server " + name + ", only " + servers.keySet());
        }
        return server;
    }

    /** The database that {@link PostgresServer#execute} works in. */
    public String database() {
        return configuration.database();
    }

    /** The superuser's name: {@code postgres}. */
    public String user() {
        return configuration.superuser().name();
    }

    /** The superuser's password, another one for each set. */
    public String password() {
        return configuration.superuser().password();
    }

    /** The folder with the servers' logs; it stays when the set is closed. */
    public Path logs() {
        return logs;
    }

    /** The link that a replica receives through: cut it, or let it hang. Clients do not pass through it. */
    public synchronized TcpProxy replicationProxy(PostgresServer replica) {
        TcpProxy link = links.get(replica);
        if (link == null) {
            throw new IllegalArgumentException(replica.name() + " never was a replica");
        }
        return link;
    }

    /**
     * Makes a replica the primary and lets the other replicas follow it. The old primary is left as it is, running or
     * not; its other life goes on until {@link #rejoin}.
     */
    public synchronized void promote(PostgresServer replica) {
        replica.promote();
        PostgresServer former = primary;
        primary = replica;
        for (PostgresServer other : servers.values()) {
            TcpProxy link = links.get(other);
            if (other != replica && other != former && link != null) {
                link.target(replica.host(), replica.port());
            }
        }
        TcpProxy link = links.remove(former);
        if (link != null) {
            link.close();
        }
    }

    /**
     * Makes a server a replica of another one: stops it, replaces its data by a copy, and starts it. Whatever it had
     * written by itself is lost.
     */
    public synchronized void rejoin(PostgresServer server, PostgresServer newPrimary) {
        server.stop();
        BaseBackup.copy(newPrimary, server.data());
        server.follow(connectionFor(server, newPrimary));
        server.start();
        awaitReplication(newPrimary, server);
    }

    /** Adds and starts one more replica of the primary. */
    public synchronized PostgresServer addReplica() {
        PostgresServer replica = add("replica-" + servers.size());
        BaseBackup.copy(primary, replica.data());
        replica.follow(connectionFor(replica, primary));
        replica.startFirst();
        awaitReplication(primary, replica);
        return replica;
    }

    /**
     * Creates a role that may log in, and waits until each running replica knows it.
     *
     * @param memberships roles that it becomes a member of, such as {@code pg_monitor}
     */
    public void createRole(String name, String password, String... memberships) {
        String in = memberships.length == 0 ? "" : " IN ROLE " + String.join(", ", memberships);
        primary().execute("CREATE ROLE " + name + " LOGIN PASSWORD '" + password.replace("'", "''") + "'" + in);
        awaitReplication();
    }

    /** Waits until every replica that runs and whose replay is not paused has replayed all that the primary wrote so far. */
    public void awaitReplication() {
        PostgresServer from = primary();
        for (PostgresServer replica : replicas()) {
            if (replica.isRunning()
                    && !"t".equals(replica.query(PostgresServer.ADMIN, "SELECT pg_is_wal_replay_paused()"))) {
                awaitReplication(from, replica);
            }
        }
    }

    /** Ends all servers and deletes their data; logs stay. Idempotent. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        servers.values().parallelStream().forEach(PostgresServer::discard);
        links.values().forEach(TcpProxy::close);
        Folders.delete(folder);
    }

    private static void awaitReplication(PostgresServer from, PostgresServer replica) {
        String position = from.query(PostgresServer.ADMIN, "SELECT pg_current_wal_lsn()");
        Poll.until(
                replica.name() + " has replayed " + position,
                PATIENCE,
                () -> "t"
                        .equals(replica.query(
                                PostgresServer.ADMIN, "SELECT pg_last_wal_replay_lsn() >= '" + position + "'")));
    }

    private PostgresServer add(String name) {
        Path home = folder.resolve(name);
        try {
            Files.createDirectories(home);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create " + home, e);
        }
        PostgresServer server = new PostgresServer(name, configuration, home, logs.resolve(name + ".log"));
        servers.put(name, server);
        return server;
    }

    private synchronized String connectionFor(PostgresServer replica, PostgresServer source) {
        @Nullable TcpProxy link = links.get(replica);
        if (link == null) {
            link = TcpProxy.to(source.host(), source.port());
            links.put(replica, link);
        } else {
            link.target(source.host(), source.port());
        }
        Superuser superuser = configuration.superuser();
        return "host=" + link.host() + " port=" + link.port() + " user=" + superuser.name() + " password="
                + superuser.password() + " application_name=" + replica.name() + " sslmode=disable";
    }

    private void createDatabase() {
        if (!database().equals(PostgresServer.ADMIN)) {
            primary.execute(PostgresServer.ADMIN, "CREATE DATABASE \"" + database() + "\"");
        }
    }
}
