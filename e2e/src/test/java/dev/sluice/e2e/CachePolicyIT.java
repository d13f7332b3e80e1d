package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.testing.process.Poll;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** A policy of the shop's cache: published, followed by a pod, and reported by what Redis has. */
@Isolated
class CachePolicyIT {

    private static final String COPIED_TO = "reports";
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final K3s cluster = K3s.cluster();
    private final Databases databases = new Databases(cluster);
    private final Shop shop = new Shop(cluster);
    private final CachedShop cached = new CachedShop(cluster);

    @BeforeEach
    void start() {
        databases.ensure();
        new Release(cluster).install();
        shop.ensure();
        cached.startRedis();
        cached.declare();
    }

    @AfterEach
    void stop() {
        cached.remove();
    }

    @Test
    void itsConfigMapIsCopiedWhereItIsAskedForAndItsPodsAreTold() {
        cluster.restrictedNamespace(COPIED_TO);
        new Release(cluster)
                .install("--set", "nudge.enabled=true", "--set", "publishTo.namespaces={" + COPIED_TO + "}");
        cached.awaitCondition("Ready", "True");
        cached.startApplication();

        cached.declare("publishTo: [" + COPIED_TO + "]", "ttlClasses: {end-to-end: 91s}");
        cached.awaitCondition("CopiesPublished", "True");
        Poll.until(
                "the copy is as the original, and of now",
                PATIENCE,
                () -> cached.published(COPIED_TO).map(ConfigMap::getData).stream()
                        .anyMatch(copy -> copy.toString().contains("end-to-end")
                                && Optional.of(copy)
                                        .equals(cached.published(Shop.NAMESPACE).map(ConfigMap::getData))));
        assertThat(cached.published(COPIED_TO))
                .hasValueSatisfying(copy -> assertThat(copy.getMetadata().getLabels())
                        .containsEntry("sluice.dev/cache-policy", "orders")
                        .containsEntry("sluice.dev/copy-of-namespace", Shop.NAMESPACE));
        Poll.until(
                "the pod is annotated with the revision",
                PATIENCE,
                () -> cached.nudgedTo()
                                >= cached.status().at("/publication/revision").asLong()
                        && cached.nudgedTo() > 1);

        cached.declare();
        Poll.until(
                "the copy is gone", PATIENCE, () -> cached.published(COPIED_TO).isEmpty());
        new Release(cluster).install();
    }

    @Test
    void podsCacheByItAndItsStatusShowsHowWell() {
        cached.awaitCondition("Ready", "True");
        cached.startApplication();

        Poll.until("the pod's cache is used", PATIENCE, () -> cached.count("/cacheHits") > 500);
        Poll.until(
                "the status has the hit rate, the keys and the memory",
                PATIENCE,
                () -> cached.status().at("/hitRate").asText().endsWith("%")
                        && cached.status().at("/keys").asInt() > 0
                        && cached.status().at("/memory").asText().endsWith("/64Mi"));

        cached.declare("invalidations: [{id: by-hand, models: [public.orders]}]");
        Poll.until(
                "the order is carried out",
                PATIENCE,
                () -> cached.status()
                        .at("/invalidations")
                        .findValuesAsText("id")
                        .contains("by-hand"));

        cached.stopRedis();
        cached.awaitCondition("RedisReachable", "False");
        JsonNode counts = cached.counts().orElseThrow();
        Poll.until(
                "the pod loads as if there were no cache",
                PATIENCE,
                () -> cached.count("/cacheMisses") > counts.at("/cacheMisses").asLong() + 100);
        cached.startRedis();
        cached.awaitCondition("RedisReachable", "True");
        long hits = cached.count("/cacheHits");
        Poll.until("the pod's cache is used again", PATIENCE, () -> cached.count("/cacheHits") > hits + 100);

        assertThat(cached.count("/failedReads")).isZero();
        assertThat(cached.count("/failedWrites")).isZero();
    }
}
