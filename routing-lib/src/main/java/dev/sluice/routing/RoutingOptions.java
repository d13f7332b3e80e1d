package dev.sluice.routing;

import dev.sluice.routing.balance.Balancer;
import dev.sluice.routing.balance.SmoothWeighted;
import dev.sluice.routing.connect.ConnectSettings;
import dev.sluice.routing.connect.EndpointSettings;
import dev.sluice.routing.credentials.CredentialsSource;
import dev.sluice.routing.jdbc.CommitListener;
import dev.sluice.routing.jdbc.PoolOptions;
import dev.sluice.routing.jdbc.ResultSource;
import dev.sluice.routing.metrics.RoutingMeter;
import dev.sluice.routing.monitor.CheckOptions;
import dev.sluice.routing.source.EnvironmentTopology;
import dev.sluice.routing.source.TopologyOrigin;
import dev.sluice.routing.tls.TlsOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * All that a {@link RoutingDataSource} has to be told; {@link #builder()} knows the defaults.
 *
 * @param topology where the endpoint document comes from
 * @param connections how connections are made
 * @param pools how many are kept
 * @param checks how often endpoints are checked
 * @param balancing how reads are spread
 * @param meter is told what happens
 * @param commits is told what the primary has been sent, when it may have been committed
 * @param results may answer queries in place of the database
 */
public record RoutingOptions(
        TopologyOrigin topology,
        ConnectSettings connections,
        PoolOptions pools,
        CheckOptions checks,
        Balancer.Policy balancing,
        RoutingMeter meter,
        CommitListener commits,
        ResultSource results) {

    /** How long a start waits for the endpoint document: a pod may start before its ConfigMap exists. */
    public static final Duration DEFAULT_START_TIMEOUT = Duration.ofSeconds(30);

    /** For connect, TLS and login together. */
    public static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(2);

    /** The longest silence within one answer; a server that hangs is found much earlier by the checks. */
    public static final Duration DEFAULT_SOCKET_TIMEOUT = Duration.ofMinutes(5);

    /** A builder; a topology and credentials must be given. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * A builder for where no operator runs: topology, credentials and pool sizes from {@code DATABASE_URL} and
     * {@code DATABASE_REPLICA_<n>_URL}.
     *
     * @param environment usually {@code System.getenv()}
     * @throws IllegalArgumentException if a variable is missing or wrong; the message names it
     */
    public static Builder fromEnvironment(Map<String, String> environment) {
        EnvironmentTopology found = EnvironmentTopology.of(environment);
        Builder builder = new Builder().topology(found.origin()).credentials(found.credentials());
        found.endpoints().forEach(builder::endpoint);
        return builder;
    }

    /** Collects options. Not thread-safe. */
    public static final class Builder {

        private @Nullable TopologyOrigin topology;
        private @Nullable CredentialsSource credentials;
        private TlsOptions tls = TlsOptions.DEFAULT;
        private Duration connectTimeout = DEFAULT_CONNECT_TIMEOUT;
        private Duration socketTimeout = DEFAULT_SOCKET_TIMEOUT;
        private PoolOptions pools = PoolOptions.DEFAULT;
        private CheckOptions checks = CheckOptions.DEFAULT;
        // Instances that start together must not all begin with the same replica.
        private Balancer.Policy balancing = candidates ->
                SmoothWeighted.over(candidates, ThreadLocalRandom.current().nextInt(1 << 16));
        private RoutingMeter meter = RoutingMeter.NONE;
        private CommitListener commits = CommitListener.NONE;
        private ResultSource results = ResultSource.NONE;
        private final Map<String, String> driverProperties = new LinkedHashMap<>();
        private final Map<String, EndpointSettings> endpoints = new LinkedHashMap<>();

        private Builder() {}

        /** The mounted endpoint document: the file, or the folder with {@code endpoints.json}. */
        public Builder topologyFile(Path path) {
            return topologyFile(path, DEFAULT_START_TIMEOUT);
        }

        /** The same, waiting for the first document so long; zero for not at all. */
        public Builder topologyFile(Path path, Duration startTimeout) {
            return topology(TopologyOrigin.file(path, startTimeout));
        }

        /** Any other origin of the endpoint document. */
        public Builder topology(TopologyOrigin origin) {
            topology = origin;
            return this;
        }

        /** Where user and password come from. */
        public Builder credentials(CredentialsSource source) {
            credentials = source;
            return this;
        }

        /** TLS; by default it is used where the server offers it, and nothing is checked. */
        public Builder tls(TlsOptions options) {
            tls = options;
            return this;
        }

        /** For connect, TLS and login together, from 100 ms; default 2 s. */
        public Builder connectTimeout(Duration timeout) {
            connectTimeout = positive("connectTimeout", timeout);
            return this;
        }

        /** The longest silence of a server within an answer; default 5 min. Zero for no limit. */
        public Builder socketTimeout(Duration timeout) {
            socketTimeout = timeout.isZero() ? timeout : positive("socketTimeout", timeout);
            return this;
        }

        /** Sizes and times of the pools. */
        public Builder pools(PoolOptions options) {
            pools = options;
            return this;
        }

        /** Interval and timeout of the library's own checks. */
        public Builder checks(CheckOptions options) {
            checks = options;
            return this;
        }

        /** How reads are spread; default smooth weighted round robin. */
        public Builder balancing(Balancer.Policy policy) {
            balancing = policy;
            return this;
        }

        /** Is told what happens, beside the built-in counters. */
        public Builder meter(RoutingMeter listener) {
            meter = listener;
            return this;
        }

        /** Is told what the primary has been sent, when it may have been committed; such as a query cache. */
        public Builder commits(CommitListener listener) {
            commits = listener;
            return this;
        }

        /**
         * May answer queries on connections in place of the database, such as a query cache; it is told of commits too.
         * {@link RoutingDataSource#executeRead} and {@link RoutingDataSource#executeWrite} always ask the database.
         */
        public Builder results(ResultSource source) {
            results = source;
            return this;
        }

        /** A connection property of pgjdbc for all connections. */
        public Builder driverProperty(String name, String value) {
            driverProperties.put(name, value);
            return this;
        }

        /** What is particular to one endpoint. */
        public Builder endpoint(String name, EndpointSettings settings) {
            endpoints.put(name, settings);
            return this;
        }

        /**
         * The options.
         *
         * @throws IllegalStateException if the topology or the credentials are missing
         */
        public RoutingOptions build() {
            if (topology == null || credentials == null) {
                throw new IllegalStateException((topology == null
                                ? "no topology: call topologyFile(path)"
                                : "no credentials: call credentials(…)")
                        + " or begin with RoutingOptions.fromEnvironment(System.getenv())");
            }
            ConnectSettings connections =
                    new ConnectSettings(credentials, tls, connectTimeout, socketTimeout, driverProperties, endpoints);
            return new RoutingOptions(topology, connections, pools, checks, balancing, meter, listeners(), results);
        }

        private CommitListener listeners() {
            CommitListener own = results.commits();
            if (own == commits || own == CommitListener.NONE) {
                return commits;
            }
            return commits == CommitListener.NONE ? own : own.and(commits);
        }

        private static Duration positive(String name, Duration value) {
            if (value.toMillis() < 100) {
                throw new IllegalArgumentException(name + " is " + value + ", expected 100 ms or more");
            }
            return value;
        }
    }
}
