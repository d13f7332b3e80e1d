package dev.sluice.routing.it;

import dev.sluice.routing.topology.Endpoint;
import dev.sluice.routing.topology.EndpointState;
import dev.sluice.routing.topology.Fallback;
import dev.sluice.routing.topology.Role;
import dev.sluice.routing.topology.RoutingPolicy;
import dev.sluice.routing.topology.Topology;
import dev.sluice.testing.postgres.PostgresReplicaSet;
import dev.sluice.testing.postgres.PostgresServer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Makes the documents that the operator would publish for a replica set. */
final class Documents {

    static final RoutingPolicy POLICY = new RoutingPolicy(Duration.ofSeconds(5), null, 3, Fallback.PRIMARY);
    static final RoutingPolicy FAILING = new RoutingPolicy(Duration.ofSeconds(5), null, 3, Fallback.FAIL);

    private static final String SYSTEM = "SELECT system_identifier FROM pg_control_system()";

    private Documents() {}

    /** All servers healthy, as they were when the set was started. */
    static Topology of(PostgresReplicaSet set, RoutingPolicy policy) {
        PostgresServer primary = set.server("primary");
        List<Endpoint> replicas = set.servers().stream()
                .filter(server -> !server.equals(primary))
                .map(server -> endpoint(server, Role.REPLICA))
                .toList();
        return of(set, endpoint(primary, Role.PRIMARY), replicas, policy);
    }

    static Topology of(PostgresReplicaSet set, Endpoint primary, List<Endpoint> replicas, RoutingPolicy policy) {
        return new Topology(
                "test/app",
                "uid-1",
                1,
                Instant.parse("2026-11-24T10:00:00Z"),
                set.database(),
                set.primary().query(SYSTEM),
                1,
                primary,
                replicas,
                policy);
    }

    static Endpoint endpoint(PostgresServer server, Role role) {
        return endpoint(server, role, EndpointState.HEALTHY);
    }

    static Endpoint endpoint(PostgresServer server, Role role, EndpointState state) {
        return new Endpoint(server.name(), server.host(), server.port(), role, 1, null, state, "Test", null, null);
    }
}
