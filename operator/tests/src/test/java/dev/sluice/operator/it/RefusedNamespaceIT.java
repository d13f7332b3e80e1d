package dev.sluice.operator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.testing.network.Ports;
import dev.sluice.testing.operator.OperatorProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One of the served namespaces refuses the operator, as one that was deleted does. The others are served all the same. */
class RefusedNamespaceIT {

    private static final String LEASE = "sluice-operator";
    private static final String READY = "/q/health/ready";
    private static final String LIVE = "/q/health/live";

    private static Platform platform;
    private Tenant served;
    private Tenant refused;

    @BeforeAll
    static void start() {
        platform = Platform.bare("refused-namespace");
        platform.installCrds();
        platform.grantToLead();
    }

    @AfterAll
    static void stop() {
        platform.api().close();
    }

    @BeforeEach
    void namespaces() {
        served = Tenant.of(platform, "nobody", "nothing");
        refused = Tenant.of(platform, "nobody", "nothing");
        platform.grantIn(served.namespace());
    }

    @Test
    void aReplicaThatHasNotStartedTakesNoLeaseAndEndsWhenItIsAsked() {
        try (OperatorProcess operator = platform.unready("starting", served())) {
            await().atMost(Duration.ofSeconds(15))
                    .untilAsserted(() -> assertThat(operator.status(LIVE)).isEqualTo(200));
            assertThat(operator.status(READY)).isEqualTo(503);
            assertThat(platform.holder(LEASE)).isEmpty();
            long asked = System.nanoTime();
            operator.stop();
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(5));
            assertThat(platform.holder(LEASE)).isEmpty();
        }
    }

    @Test
    void theOtherNamespacesAreServedAndTheRefusedOneOnceItIsGranted() {
        try (OperatorProcess operator = platform.unready("partial", served())) {
            declare(served, "db");
            declare(refused, "db");
            eventuallyServed(served, "db");
            assertThat(operator.status(READY)).isEqualTo(503);
            assertThat(operator.status(LIVE)).isEqualTo(200);
            assertThat(refused.cluster("db").getStatus()).isNull();

            platform.grantIn(refused.namespace());

            eventuallyServed(refused, "db");
            eventually(operator, READY, 200);
            operator.stop();
        }
    }

    @Test
    void rightsThatAreLostLaterAreSaidOnceUntilTheyAreBack() throws IOException {
        platform.grantIn(refused.namespace());
        try (OperatorProcess operator = platform.operator("lost-rights", served())) {
            platform.revokeIn(refused.namespace());

            eventually(operator, READY, 503);
            declare(served, "db");
            eventuallyServed(served, "db");
            String sentence = "The operator may not list databaseclusters in namespace " + refused.namespace() + ": ";
            await().during(Duration.ofSeconds(15))
                    .atMost(Duration.ofSeconds(60))
                    .untilAsserted(
                            () -> assertThat(Files.readString(operator.log())).containsOnlyOnce(sentence));
            assertThat(operator.status(READY)).isEqualTo(503);
            assertThat(operator.status(LIVE)).isEqualTo(200);

            platform.grantIn(refused.namespace());

            eventually(operator, READY, 200);
            assertThat(Files.readString(operator.log())).contains("This is no longer so: " + sentence);
            operator.stop();
        }
    }

    private Map<String, String> served() {
        return Map.of("QUARKUS_OPERATOR_SDK_NAMESPACES", served.namespace() + "," + refused.namespace());
    }

    private static void declare(Tenant tenant, String name) {
        tenant.apply(ClusterYaml.named(name).primary("p", "127.0.0.1", Ports.reserve()));
    }

    private static void eventuallyServed(Tenant tenant, String name) {
        await().atMost(Duration.ofSeconds(90))
                .untilAsserted(() -> assertThat(tenant.member(name, "p")).isNotNull());
    }

    private static void eventually(OperatorProcess operator, String path, int status) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(operator.status(path)).isEqualTo(status));
    }
}
