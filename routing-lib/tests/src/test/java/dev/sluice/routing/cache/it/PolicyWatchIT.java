package dev.sluice.routing.cache.it;

import static dev.sluice.routing.cache.it.PolicyDocuments.policy;
import static dev.sluice.routing.cache.it.PolicyDocuments.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.routing.cache.QueryCache;
import dev.sluice.routing.cache.ReadOptions;
import dev.sluice.routing.cache.WatchedPolicy;
import dev.sluice.routing.cache.policy.CachePolicyCodec;
import dev.sluice.routing.it.WatchServer;
import dev.sluice.testing.network.TcpProxy;
import dev.sluice.testing.redis.RedisServer;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.core.ThrowingRunnable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A policy that is watched at a real API server, with its mount to fall back to. */
class PolicyWatchIT {

    private static final String NAME = "cache-cache-policy";

    private static WatchServer server;
    private static RedisServer redis;

    private final AtomicInteger loads = new AtomicInteger();

    @TempDir
    private Path mount;

    @BeforeAll
    static void start() {
        server = WatchServer.start(NAME);
        redis = RedisServer.open().start();
    }

    @AfterAll
    static void stop() {
        redis.close();
        server.close();
    }

    @BeforeEach
    void remove() {
        server.remove();
    }

    @Test
    void changesAreFollowedWithoutAMountAndOlderOnesRefused() {
        try (QueryCache cache = open(server.application(), null)) {
            assertThat(read(cache, "a:1")).as("there is no policy yet").isNotEqualTo(read(cache, "a:1"));
            server.store(CachePolicyCodec.DATA_KEY, document(1, "a:*"));
            eventuallyCached(cache, "a:1");
            assertThat(cache.statistics().policyFault()).isEmpty();

            server.store(CachePolicyCodec.DATA_KEY, document(3, "b:*"));
            eventuallyCached(cache, "b:1");
            server.store(CachePolicyCodec.DATA_KEY, document(2, "a:*"));
            eventually(() -> assertThat(cache.statistics().policyFault()).contains("revision 2"));
            server.store(CachePolicyCodec.DATA_KEY, "{");
            eventually(() -> assertThat(cache.statistics().policyFault()).contains("holds no cache policy"));
            server.remove();
            eventually(() -> assertThat(cache.statistics().policyFault()).contains("deleted"));
            eventuallyCached(cache, "b:1");
        }
    }

    @Test
    void whileTheServerIsAwayTheMountGoesOnAndTheWatchComesBack() throws IOException {
        server.store(CachePolicyCodec.DATA_KEY, document(1, "a:*"));
        mounted(document(1, "a:*"));
        try (QueryCache cache = open(server.application(), mount)) {
            eventuallyCached(cache, "a:1");
            server.api().kill();
            mounted(document(2, "b:*"));
            eventuallyCached(cache, "b:1");
            server.api().start();
            server.store(CachePolicyCodec.DATA_KEY, document(3, "c:*"));
            eventuallyCached(cache, "c:1");
        }
    }

    @Test
    void anOutageIsTold() {
        server.store(CachePolicyCodec.DATA_KEY, document(1, "a:*"));
        try (TcpProxy proxy = TcpProxy.to("127.0.0.1", server.api().port());
                KubernetesClient client = server.application(proxy.port());
                QueryCache cache = open(client, null)) {
            eventuallyCached(cache, "a:1");
            assertThat(cache.statistics().policyFault()).isEmpty();
            proxy.cut();
            eventually(() -> assertThat(cache.statistics().policyFault())
                    .contains("default/" + NAME, "is not watched, which is tried again"));
            proxy.restore();
            eventually(() -> assertThat(cache.statistics().policyFault()).isEmpty());
            server.store(CachePolicyCodec.DATA_KEY, document(2, "b:*"));
            eventuallyCached(cache, "b:1");
        }
    }

    @Test
    void whileTheServerIsSilentAPolicyThatIsMadeAnewComesFromTheMountAndTheServerHasTheLastWord() throws IOException {
        server.store(CachePolicyCodec.DATA_KEY, document(3, "a:*"));
        mounted(document(3, "a:*"));
        try (TcpProxy proxy = TcpProxy.to("127.0.0.1", server.api().port());
                KubernetesClient client = server.application(proxy.port());
                QueryCache cache = open(client, mount)) {
            eventuallyCached(cache, "a:1");
            // The watch, not the mount alone, has brought it: the connection stands.
            server.store(CachePolicyCodec.DATA_KEY, document(4, "b:*"));
            eventuallyCached(cache, "b:1");
            proxy.hang();
            mounted(document(1, "c:*").replace("uid-1", "uid-2"));
            eventuallyCached(cache, "c:1");
            assertThat(cache.statistics().policyFault()).contains("default/" + NAME, "is not watched");
            server.store(CachePolicyCodec.DATA_KEY, document(1, "d:*").replace("uid-1", "uid-3"));
            proxy.restore();
            eventuallyCached(cache, "d:1");
            eventually(() -> assertThat(cache.statistics().policyFault()).isEmpty());
        }
    }

    @Test
    void whileTheServerIsHeardAMountOfAnotherPolicyIsNotBelieved() throws IOException {
        server.store(CachePolicyCodec.DATA_KEY, document(1, "a:*"));
        mounted(document(1, "a:*"));
        try (QueryCache cache = open(server.application(), mount)) {
            eventuallyCached(cache, "a:1");
            mounted(document(7, "b:*").replace("uid-1", "uid-2"));
            await().during(Duration.ofSeconds(14))
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(read(cache, "b:1")).isNotEqualTo(read(cache, "b:1")));
            server.store(CachePolicyCodec.DATA_KEY, document(2, "c:*"));
            eventuallyCached(cache, "c:1");
        }
    }

    @Test
    void whoMayNotWatchHasTheMountAndIsToldWhy() throws IOException {
        mounted(document(4, "a:*"));
        try (KubernetesClient stranger = server.client("stranger");
                QueryCache cache = open(stranger, mount)) {
            eventuallyCached(cache, "a:1");
            eventually(() -> assertThat(cache.statistics().policyFault())
                    .isEqualTo(
                            "ConfigMap default/" + NAME + " is not watched, which is tried again: configmaps \"" + NAME
                                    + "\" is forbidden: User \"stranger\" cannot list resource \"configmaps\" in API group \"\""
                                    + " in the namespace \"default\"; allow list and watch on it"));
            mounted(document(5, "b:*"));
            eventuallyCached(cache, "b:1");
        }
    }

    private static QueryCache open(KubernetesClient client, @Nullable Path folder) {
        return QueryCache.follow(
                WatchedPolicy.origin(client, WatchServer.NAMESPACE, NAME, folder), Caches.REDIS, Caches.SETTINGS);
    }

    private static String document(long revision, String keys) {
        return CachePolicyCodec.write(policy(revision, redis, rule("matching", keys)));
    }

    private void mounted(String document) throws IOException {
        Files.writeString(mount.resolve(CachePolicyCodec.DATA_KEY), document);
    }

    private void eventuallyCached(QueryCache cache, String key) {
        eventually(() -> assertThat(read(cache, key)).isEqualTo(read(cache, key)));
    }

    private String read(QueryCache cache, String key) {
        return String.valueOf(cache.get(key, ReadOptions.of(String.class), () -> "value " + loads.incrementAndGet()));
    }

    private static void eventually(ThrowingRunnable assertion) {
        // The client waits for up to 32 s between two trials of a watch.
        await().atMost(Duration.ofMinutes(3)).untilAsserted(assertion);
    }
}
