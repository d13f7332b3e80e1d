package dev.sluice.operator.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.routing.topology.Endpoint;
import dev.sluice.routing.topology.EndpointState;
import dev.sluice.testing.operator.OperatorProcess;
import dev.sluice.testing.postgres.PostgresReplicaSet;
import dev.sluice.testing.postgres.PostgresServer;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** For tests of an operator that leads, with a cluster of three servers that is ready. */
abstract class LeadingOperator {

    static Platform platform;
    static PostgresReplicaSet servers;

    OperatorProcess first;
    Tenant tenant;

    @BeforeAll
    static void start() {
        platform = Platform.create("lifecycle");
        servers = PostgresReplicaSet.builder().replicas(2).start();
    }

    @AfterAll
    static void stop() {
        servers.close();
        platform.api().close();
    }

    @BeforeEach
    void ready() {
        first = platform.operator("first-" + System.nanoTime(), Map.of());
        tenant = Tenant.of(platform, servers);
        tenant.apply(ClusterYaml.named("db").primary(servers.primary()).replicas(servers.replicas()));
        tenant.eventuallyReady("db");
        tenant.eventuallyTopology(
                "db",
                topology -> assertThat(topology.replicas())
                        .extracting(Endpoint::state)
                        .containsOnly(EndpointState.HEALTHY));
    }

    @AfterEach
    void end() {
        servers.replicas().forEach(PostgresServer::start);
        tenant.delete("db");
        first.close();
    }
}
