package dev.sluice.routing.source;

import dev.sluice.routing.connect.EndpointSettings;
import dev.sluice.routing.credentials.Credentials;
import dev.sluice.routing.credentials.CredentialsException;
import dev.sluice.routing.credentials.CredentialsSource;
import dev.sluice.routing.topology.Endpoint;
import dev.sluice.routing.topology.EndpointState;
import dev.sluice.routing.topology.Fallback;
import dev.sluice.routing.topology.Role;
import dev.sluice.routing.topology.RoutingPolicy;
import dev.sluice.routing.topology.Topology;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A topology from the process's environment, for where no operator runs: {@code DATABASE_URL} is the primary,
 * {@code DATABASE_REPLICA_<n>_URL} (n from 1) are the replicas. The parameter {@code connection_limit} is the size of the
 * endpoint's pool, {@value #PRIMARY_POOL} for the primary and {@value #REPLICA_POOL} for a replica by default. All other
 * parameters go to the driver. Who is healthy is found by the library's own checks alone.
 */
public final class EnvironmentTopology {

    /** The primary's variable. */
    public static final String PRIMARY_VARIABLE = "DATABASE_URL";

    private static final int PRIMARY_POOL = 20;
    private static final int REPLICA_POOL = 15;
    private static final int LARGEST_NUMBER = 3;
    private static final Pattern REPLICA =
            Pattern.compile("DATABASE_REPLICA_([1-9][0-9]{0," + (LARGEST_NUMBER - 1) + "})_URL");
    private static final RoutingPolicy POLICY = new RoutingPolicy(Duration.ofSeconds(5), null, 3, Fallback.PRIMARY);

    private final Topology topology;
    private final Map<String, PostgresUrl> urls;

    private EnvironmentTopology(Map<String, PostgresUrl> urls, Topology topology) {
        this.urls = urls;
        this.topology = topology;
    }

    /**
     * Reads the variables.
     *
     * @param environment usually {@code System.getenv()}
     * @throws IllegalArgumentException if the primary's variable is missing or a URL can't be understood; the message
     *     names the variable and shows no password
     */
    public static EnvironmentTopology of(Map<String, String> environment) {
        String url = environment.get(PRIMARY_VARIABLE);
        if (url == null || url.isBlank()) {
            throw new IllegalArgumentException(
                    PRIMARY_VARIABLE + " is not set, expected such as postgresql://user:password@host:5432/database");
        }
        Map<String, PostgresUrl> urls = new LinkedHashMap<>();
        urls.put("primary", PostgresUrl.parse(PRIMARY_VARIABLE, url));
        replicaVariables(environment)
                .forEach((number, variable) -> urls.put(
                        "replica-" + number, PostgresUrl.parse(variable, environment.getOrDefault(variable, ""))));
        refuseTwice(urls);
        return new EnvironmentTopology(urls, topology(urls));
    }

    /** The source of this topology. */
    public TopologyOrigin origin() {
        return scheduler -> new FixedTopologySource(topology);
    }

    /** The logins that the URLs hold. */
    public CredentialsSource credentials() {
        return endpoint -> {
            PostgresUrl url = urls.get(endpoint.name());
            String user = url == null ? null : url.user();
            if (url == null || user == null) {
                throw new CredentialsException(
                        "The URL of " + endpoint.name() + " (" + variable(endpoint.name())
                                + ") holds no user, and no other credentials are configured",
                        null);
            }
            return new Credentials(user, url.password() == null ? "" : url.password());
        };
    }

    /** What the URLs say of single endpoints, by the endpoint's name. */
    public Map<String, EndpointSettings> endpoints() {
        Map<String, EndpointSettings> settings = new LinkedHashMap<>();
        urls.forEach((name, url) -> settings.put(
                name, new EndpointSettings(url.database(), poolSize(name, url.connectionLimit()), url.parameters())));
        return settings;
    }

    private static int poolSize(String name, @Nullable Integer limit) {
        if (limit != null) {
            return limit;
        }
        return name.equals("primary") ? PRIMARY_POOL : REPLICA_POOL;
    }

    private static Map<Integer, String> replicaVariables(Map<String, String> environment) {
        Map<Integer, String> variables = new TreeMap<>();
        environment.forEach((variable, value) -> {
            Matcher matcher = REPLICA.matcher(variable);
            if (matcher.matches() && !value.isBlank()) {
                variables.put(Integer.valueOf(matcher.group(1)), variable);
            }
        });
        return variables;
    }

    private static void refuseTwice(Map<String, PostgresUrl> urls) {
        Map<String, String> seen = new LinkedHashMap<>();
        urls.forEach((name, url) -> {
            String other = name.equals("primary") ? null : seen.put(url.host() + ":" + url.port(), name);
            if (other != null) {
                throw new IllegalArgumentException(
                        variable(name) + " names the same host and port as " + variable(other));
            }
        });
    }

    private static Topology topology(Map<String, PostgresUrl> urls) {
        List<Endpoint> endpoints = urls.entrySet().stream()
                .map(entry -> endpoint(entry.getKey(), entry.getValue()))
                .toList();
        Endpoint primary = endpoints.get(0);
        return new Topology(
                "environment",
                "environment",
                1,
                Instant.EPOCH,
                urls.values().iterator().next().database(),
                null,
                null,
                primary,
                endpoints.subList(1, endpoints.size()),
                POLICY);
    }

    private static Endpoint endpoint(String name, PostgresUrl url) {
        Role role = name.equals("primary") ? Role.PRIMARY : Role.REPLICA;
        return new Endpoint(
                name, url.host(), url.port(), role, 1, null, EndpointState.HEALTHY, "Configured", null, null);
    }

    private static String variable(String name) {
        return name.equals("primary")
                ? PRIMARY_VARIABLE
                : "DATABASE_REPLICA_" + name.substring("replica-".length()) + "_URL";
    }
}
