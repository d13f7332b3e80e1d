package dev.sluice.routing.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.routing.connect.EndpointSettings;
import dev.sluice.routing.credentials.Credentials;
import dev.sluice.routing.topology.Endpoint;
import dev.sluice.routing.topology.Fallback;
import dev.sluice.routing.topology.Topology;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EnvironmentTopologyTest {

    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void stop() {
        scheduler.shutdownNow();
    }

    @Test
    void primaryAndReplicasInTheOrderOfTheirNumbers() throws Exception {
        EnvironmentTopology environment = EnvironmentTopology.of(Map.of(
                "DATABASE_URL", "postgres://app:one@p/shop?connection_limit=8",
                "DATABASE_REPLICA_10_URL", "postgres://app:ten@r10/shop",
                "DATABASE_REPLICA_2_URL", "postgres://ro:two@r2:5433/shop_ro?connection_limit=3",
                "DATABASE_REPLICA_1_URL", " ",
                "DATABASE_REPLICA_URL", "postgres://ignored/shop"));
        Topology topology = environment.origin().open(scheduler).current();

        assertThat(topology.database()).isEqualTo("shop");
        assertThat(topology.policy().fallback()).isEqualTo(Fallback.PRIMARY);
        assertThat(topology.endpoints())
                .extracting(Endpoint::name)
                .containsExactly("primary", "replica-2", "replica-10");
        assertThat(topology.endpoints()).extracting(Endpoint::address).containsExactly("p:5432", "r2:5433", "r10:5432");
        assertThat(environment.endpoints())
                .containsEntry("primary", new EndpointSettings("shop", 8, Map.of()))
                .containsEntry("replica-2", new EndpointSettings("shop_ro", 3, Map.of()))
                .containsEntry("replica-10", new EndpointSettings("shop", 15, Map.of()));
        assertThat(environment.credentials().read(topology.replicas().get(0))).isEqualTo(new Credentials("ro", "two"));
    }

    @Test
    void thePrimaryAloneIsEnoughAndHasTwentyConnections() {
        EnvironmentTopology environment = EnvironmentTopology.of(Map.of("DATABASE_URL", "postgres://app@p/shop"));
        assertThat(environment.origin().open(scheduler).current().replicas()).isEmpty();
        assertThat(environment.endpoints()).containsEntry("primary", new EndpointSettings("shop", 20, Map.of()));
    }

    @Test
    void missingVariablesAreNamed() {
        assertThatThrownBy(() -> EnvironmentTopology.of(Map.of("DATABASE_REPLICA_1_URL", "postgres://app@r/shop")))
                .hasMessageContaining("DATABASE_URL is not set");
        EnvironmentTopology withoutUser = EnvironmentTopology.of(Map.of("DATABASE_URL", "postgres://p/shop"));
        Endpoint primary =
                withoutUser.origin().open(scheduler).current().endpoints().get(0);
        assertThatThrownBy(() -> withoutUser.credentials().read(primary)).hasMessageContaining("DATABASE_URL");
    }

    @Test
    void aReplicaThatIsListedTwiceIsRefused() {
        assertThatThrownBy(() -> EnvironmentTopology.of(Map.of(
                        "DATABASE_URL", "postgres://app@p/shop",
                        "DATABASE_REPLICA_1_URL", "postgres://app@r/shop",
                        "DATABASE_REPLICA_2_URL", "postgres://app@r:5432/shop")))
                .hasMessage("DATABASE_REPLICA_2_URL names the same host and port as DATABASE_REPLICA_1_URL");
    }
}
