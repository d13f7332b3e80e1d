package dev.sluice.benchmarks;

import dev.sluice.routing.RoutingDataSource;
import dev.sluice.routing.RoutingOptions;
import dev.sluice.routing.credentials.Credentials;
import dev.sluice.routing.credentials.CredentialsSource;
import dev.sluice.testing.postgres.PostgresReplicaSet;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** An application that reads all the time through the routing library, by several threads. */
final class ReadingApplication implements AutoCloseable {

    private static final int READERS = 4;
    private static final long PAUSE_MILLIS = 10;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final RoutingDataSource dataSource;
    private final ExecutorService readers = Executors.newFixedThreadPool(READERS);
    private final LongAdder answered = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAccumulator slowestNanos = new LongAccumulator(Math::max, 0);
    private final AtomicReference<@Nullable Exception> lastFailure = new AtomicReference<>();
    private volatile boolean stopped;

    /**
     * What the application had of the losses.
     *
     * @param answered reads that were answered
     * @param failed reads that were not
     * @param slowest the longest that any read took
     * @param lastFailure what the last failed read threw
     */
    record Figures(
            long answered,
            long failed,
            Duration slowest,
            @Nullable Exception lastFailure) {}

    ReadingApplication(Path mount, PostgresReplicaSet servers) throws SQLException {
        dataSource = RoutingDataSource.open(RoutingOptions.builder()
                .topologyFile(mount)
                .credentials(CredentialsSource.fixed(new Credentials(servers.user(), servers.password())))
                .build());
        // The first connections and the loading of classes are not what is measured.
        for (int i = 0; i < READERS; i++) {
            select();
        }
        for (int i = 0; i < READERS; i++) {
            readers.execute(this::readOn);
        }
    }

    /** Reads no longer, and says how it was. */
    Figures stop() throws InterruptedException {
        stopped = true;
        readers.shutdown();
        if (!readers.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("a reader does not end");
        }
        return new Figures(answered.sum(), failed.sum(), Duration.ofNanos(slowestNanos.get()), lastFailure.get());
    }

    private void readOn() {
        try {
            while (!stopped) {
                read();
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            lastFailure.set(e);
        }
    }

    private void read() {
        long begun = System.nanoTime();
        try {
            select();
            answered.increment();
        } catch (SQLException e) {
            failed.increment();
            lastFailure.set(e);
        }
        slowestNanos.accumulate(System.nanoTime() - begun);
    }

    private void select() throws SQLException {
        dataSource.executeRead(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT 1")) {
                return row.next();
            }
        });
    }

    @Override
    public void close() {
        stopped = true;
        readers.shutdownNow();
        dataSource.close();
    }
}
