package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.testing.process.Poll;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** A policy of the shop's cache: published, followed by a pod, and reported by what Redis has. */
@Isolated
class CachePolicyIT {

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
