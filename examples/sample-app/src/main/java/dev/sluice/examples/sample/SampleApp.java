package dev.sluice.examples.sample;

import dev.sluice.routing.RoutingDataSource;
import dev.sluice.routing.RoutingOptions;
import dev.sluice.routing.cache.CacheSettings;
import dev.sluice.routing.cache.QueryCache;
import dev.sluice.routing.cache.redis.RedisSettings;
import dev.sluice.routing.credentials.CredentialsSource;
import dev.sluice.routing.metrics.EndpointStatistics;
import dev.sluice.routing.metrics.RoutingStatistics;
import dev.sluice.routing.source.WatchedTopologySource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A shop that reads its latest order again and again, and now and then takes a new one. Reads go to replicas and writes to
 * the primary; where these are, and that they change, is none of its business. Every second it prints how many of each
 * were answered by whom, as a line of JSON. Where there is a cache it shows a {@link Dashboard} too.
 *
 * <p>Environment: {@code ENDPOINTS_FOLDER}, where the ConfigMap {@code <cluster>-endpoints} is mounted, and
 * {@code CREDENTIALS_FOLDER}, where a Secret with {@code username} and {@code password} is. With
 * {@code ENDPOINTS_CONFIGMAP}, the ConfigMap's name, it is watched at the API server too; with {@code CACHE_FOLDER}, where
 * the ConfigMap {@code <policy>-cache-policy} is mounted, there is a cache; with {@code CACHE_AUTOMATIC=true} the dashboard
 * only says in a comment of its query that it is to be cached. Or, where no operator runs,
 * {@code DATABASE_URL} and {@code DATABASE_REPLICA_1_URL} and so on.
 */
public final class SampleApp {

    private static final Logger LOG = LoggerFactory.getLogger(SampleApp.class);
    private static final int READERS = 4;

    private final RoutingDataSource dataSource;
    private final Optional<QueryCache> cache;
    private final Optional<Dashboard> dashboard;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final LongAdder failedReads = new LongAdder();
    private final LongAdder failedWrites = new LongAdder();
    private long routedBy;

    private SampleApp(RoutingDataSource dataSource, Optional<QueryCache> cache, boolean automatic) {
        this.dataSource = dataSource;
        this.cache = cache;
        this.dashboard = cache.map(open -> new Dashboard(open, dataSource, automatic));
    }

    /** Runs until it is stopped. */
    public static void main(String[] arguments) {
        Map<String, String> environment = System.getenv();
        Optional<QueryCache> cache = Optional.ofNullable(environment.get("CACHE_FOLDER"))
                .map(policy -> QueryCache.follow(Path.of(policy), RedisSettings.DEFAULT, CacheSettings.DEFAULT));
        boolean automatic = Boolean.parseBoolean(environment.get("CACHE_AUTOMATIC"));
        new SampleApp(open(environment, cache), cache, automatic).run();
    }

    private static RoutingDataSource open(Map<String, String> environment, Optional<QueryCache> cache) {
        if (environment.containsKey("DATABASE_URL")) {
            return RoutingDataSource.open(
                    RoutingOptions.fromEnvironment(environment).build());
        }
        Path endpoints = Path.of(environment.getOrDefault("ENDPOINTS_FOLDER", "/etc/sluice/endpoints"));
        Path credentials = Path.of(environment.getOrDefault("CREDENTIALS_FOLDER", "/etc/sluice/credentials"));
        String configMap = environment.get("ENDPOINTS_CONFIGMAP");
        if (cache.isPresent()) {
            return open(endpoints, credentials, cache.get());
        }
        return configMap == null
                ? open(endpoints, credentials)
                : watch(new KubernetesClientBuilder().build(), configMap, endpoints, credentials);
    }

    // region open
    static RoutingDataSource open(Path endpoints, Path credentials) {
        return RoutingDataSource.open(RoutingOptions.builder()
                .topologyFile(endpoints) // the mounted ConfigMap <cluster>-endpoints
                .credentials(CredentialsSource.folder(credentials)) // a mounted Secret with username and password
                .build());
    }
    // endregion

    // region cached
    static RoutingDataSource open(Path endpoints, Path credentials, QueryCache cache) {
        return RoutingDataSource.open(RoutingOptions.builder()
                .topologyFile(endpoints)
                .credentials(CredentialsSource.folder(credentials))
                .results(cache.automatic()) // queries that say so are cached, and what is written is invalidated
                .build());
    }
    // endregion

    // region watch
    static RoutingDataSource watch(KubernetesClient client, String configMap, Path endpoints, Path credentials) {
        return RoutingDataSource.open(RoutingOptions.builder()
                .topology(WatchedTopologySource.origin(
                        client,
                        client.getNamespace(), // the pod's own
                        configMap,
                        endpoints, // the same ConfigMap, mounted, to fall back to
                        RoutingOptions.DEFAULT_START_TIMEOUT))
                .credentials(CredentialsSource.folder(credentials))
                .build());
    }
    // endregion

    // region use
    Optional<String> latestOrder() throws SQLException {
        return dataSource.executeRead(connection -> {
            try (PreparedStatement select =
                            connection.prepareStatement("SELECT item FROM orders ORDER BY id DESC LIMIT 1");
                    ResultSet rows = select.executeQuery()) {
                return rows.next() ? Optional.of(rows.getString("item")) : Optional.empty();
            }
        });
    }

    int takeOrder(String item) throws SQLException {
        return dataSource.executeWrite(connection -> {
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO orders (item) VALUES (?)")) {
                insert.setString(1, item);
                return insert.executeUpdate();
            }
        });
    }
    // endregion

    private void run() {
        ExecutorService threads = Executors.newCachedThreadPool();
        for (int reader = 0; reader < READERS; reader++) {
            threads.execute(() -> repeat(this::read, 20));
        }
        threads.execute(() -> repeat(this::write, 100));
        dashboard.ifPresent(shown -> threads.execute(() -> repeat(() -> show(shown), 5)));
        threads.execute(() -> repeat(this::printCounts, 1000));
        threads.execute(() -> repeat(this::printCountsOfNewRouting, 50));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(threads)));
    }

    private void repeat(Runnable task, int pauseMillis) {
        try {
            while (!stopping.await(pauseMillis, TimeUnit.MILLISECONDS)) {
                task.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read() {
        try {
            latestOrder();
        } catch (SQLException e) {
            failedReads.increment();
            LOG.error("A read failed", e);
        }
    }

    private void show(Dashboard shown) {
        try {
            shown.orders();
        } catch (SQLException e) {
            failedReads.increment();
            LOG.error("The dashboard could not be shown", e);
        }
    }

    private void write() {
        try {
            takeOrder("a cup of tea");
        } catch (SQLException e) {
            failedWrites.increment();
            LOG.warn("A write failed: {}", e.getMessage());
        }
    }

    private void printCountsOfNewRouting() {
        long revision = dataSource.statistics().revision();
        if (revision != routedBy) {
            routedBy = revision;
            printCounts();
        }
    }

    private void printCounts() {
        RoutingStatistics routing = dataSource.statistics();
        List<EndpointStatistics> endpoints = routing.endpoints();
        System.out.printf(
                "{\"at\":\"%s\",\"revision\":%d,\"reads\":%s,\"writes\":%s,\"failedReads\":%d,\"failedWrites\":%d,"
                        + "\"cacheHits\":%d,\"cacheMisses\":%d}%n",
                Instant.now(),
                routing.revision(),
                json(endpoints, EndpointStatistics::reads),
                json(endpoints, EndpointStatistics::writes),
                failedReads.sum(),
                failedWrites.sum(),
                dashboard.map(Dashboard::hits).orElse(0L),
                dashboard.map(Dashboard::misses).orElse(0L));
    }

    private static String json(List<EndpointStatistics> endpoints, ToLongFunction<EndpointStatistics> count) {
        return endpoints.stream()
                .map(endpoint -> "\"" + endpoint.name() + "\":" + count.applyAsLong(endpoint))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private void stop(ExecutorService threads) {
        stopping.countDown();
        threads.shutdown();
        try {
            if (!threads.awaitTermination(5, TimeUnit.SECONDS)) {
                LOG.warn("Stopped although a statement is still under way");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        dataSource.close();
        cache.ifPresent(QueryCache::close);
    }
}
