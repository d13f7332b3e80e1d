package dev.sluice.benchmarks;

import dev.sluice.routing.RoutingDataSource;
import dev.sluice.routing.RoutingOptions;
import dev.sluice.routing.credentials.Credentials;
import dev.sluice.routing.credentials.CredentialsSource;
import dev.sluice.testing.postgres.PostgresReplicaSet;
import dev.sluice.testing.process.Poll;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/**
 * A replica is killed while an application reads. The application's copy of the document is never updated, as if its mount
 * took for ever: what it does about the loss it does by itself.
 */
final class FailoverRun {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int READERS = 4;

    private final Installation installation;
    private final Path folder;
    private final InstantSource time;

    FailoverRun(Installation installation, Path folder, InstantSource time) {
        this.installation = installation;
        this.folder = folder;
        this.time = time;
    }

    /**
     * The figures of one run.
     *
     * @param interval of the probes
     * @param published from the kill until the ConfigMap said so
     * @param reads how many reads were answered
     * @param failedReads how many were not
     */
    record Figures(Duration interval, Duration published, long reads, long failedReads) {}

    Figures measure(Duration interval) throws IOException, InterruptedException {
        try (var servers = PostgresReplicaSet.builder().replicas(2).start()) {
            String namespace = "failover-" + interval.toSeconds();
            installation.namespace(namespace, servers);
            installation.cluster(namespace, "db", servers, interval);
            installation.awaitReady(namespace, 1);
            Path mount = Files.createDirectories(folder.resolve(namespace));
            Files.writeString(mount.resolve("endpoints.json"), installation.document(namespace, "db"));
            try (var dataSource = RoutingDataSource.open(RoutingOptions.builder()
                    .topologyFile(mount)
                    .credentials(CredentialsSource.fixed(new Credentials(servers.user(), servers.password())))
                    .build())) {
                var reads = new LongAdder();
                var failed = new LongAdder();
                var stop = new AtomicBoolean();
                ExecutorService readers = Executors.newFixedThreadPool(READERS);
                for (int i = 0; i < READERS; i++) {
                    readers.execute(() -> read(dataSource, stop, reads, failed));
                }
                TimeUnit.SECONDS.sleep(2);
                Instant killed = time.instant();
                servers.replicas().get(0).kill();
                Poll.until(
                        "the ConfigMap says that the replica is unreachable",
                        PATIENCE,
                        () -> installation.document(namespace, "db").contains("Unreachable"));
                Duration published = Duration.between(killed, time.instant());
                stop.set(true);
                readers.shutdown();
                if (!readers.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                    throw new IllegalStateException("a reader does not end");
                }
                return new Figures(interval, published, reads.sum(), failed.sum());
            }
        }
    }

    private static void read(RoutingDataSource dataSource, AtomicBoolean stop, LongAdder reads, LongAdder failed) {
        while (!stop.get()) {
            try {
                dataSource.executeRead(connection -> {
                    try (Statement statement = connection.createStatement();
                            ResultSet row = statement.executeQuery("SELECT 1")) {
                        return row.next();
                    }
                });
                reads.increment();
            } catch (SQLException e) {
                failed.increment();
            }
        }
    }
}
