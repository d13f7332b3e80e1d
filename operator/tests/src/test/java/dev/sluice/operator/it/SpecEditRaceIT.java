package dev.sluice.operator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.testing.postgres.PostgresReplicaSet;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/**
 * Edits of the spec that land while the status of the edit before is written are not lost. The operator SDK's own way to
 * write status loses about one in ten of them (java-operator-sdk#3398).
 */
class SpecEditRaceIT {

    private static final int PAIRS = 150;

    @Test
    void everyEditIsSeen() {
        long seed = System.nanoTime();
        var random = new SplittableRandom(seed);
        try (var servers = PostgresReplicaSet.builder().replicas(0).start()) {
            Tenant tenant = Tenant.of(Platform.shared(), servers);
            tenant.apply(ClusterYaml.named("db").primary(servers.primary()));
            tenant.eventuallyReady("db");
            for (int pair = 0; pair < PAIRS; pair++) {
                edit(tenant, 1 + pair % 5);
                LockSupport.parkNanos(random.nextLong(6_000_000));
                long generation = edit(tenant, 6 + pair % 5);
                await("pair " + pair + " of seed " + seed)
                        .atMost(Duration.ofSeconds(30))
                        .pollInterval(Duration.ofMillis(10))
                        .untilAsserted(() -> assertThat(tenant.status("db").observedGeneration())
                                .isEqualTo(generation));
            }
        }
    }

    private static long edit(Tenant tenant, int failureThreshold) {
        return tenant.patch("db", "{\"spec\":{\"probe\":{\"failureThreshold\":" + failureThreshold + "}}}");
    }
}
