package dev.sluice.routing.cache.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.routing.cache.CacheSettings;
import dev.sluice.routing.cache.QueryCache;
import dev.sluice.routing.cache.ReadOptions;
import dev.sluice.routing.cache.RuleStatistics;
import dev.sluice.routing.cache.policy.RedisLocation;
import dev.sluice.testing.redis.RedisServer;
import io.lettuce.core.KillArgs;
import io.lettuce.core.MigrateArgs;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.cluster.SlotHash;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Values in the process on a Redis Cluster, where the policy's keys move from one node to another. */
class NearClusterIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final ReadOptions<String> OPTIONS =
            ReadOptions.of(String.class).ttl(Duration.ofHours(1)).models("shop.orders");
    private static final int SLOT = SlotHash.getSlot("qcache:{" + Caches.NAME + "}:");

    private final RedisServer first = RedisServer.with("cluster-enabled yes");
    private final RedisServer second = RedisServer.with("cluster-enabled yes");
    private final AtomicInteger loads = new AtomicInteger();
    private QueryCache near;
    private QueryCache other;

    @BeforeEach
    void open() {
        first.start();
        second.start();
        on(first, commands -> commands.clusterAddSlots(IntStream.range(0, 16384).toArray()));
        on(second, commands -> commands.clusterMeet(first.host(), first.port()));
        for (RedisServer node : List.of(first, second)) {
            await().atMost(PATIENCE)
                    .until(() -> RedisKeys.ask(node.uri(), RedisCommands::clusterInfo)
                            .matches("(?s).*cluster_state:ok.*cluster_known_nodes:2.*"));
        }
        near = open(Caches.SETTINGS.withNearEntries(100).withNearBound(Duration.ofMillis(500)));
        other = open(Caches.SETTINGS);
    }

    private QueryCache open(CacheSettings settings) {
        RedisLocation location = new RedisLocation(
                RedisLocation.Mode.CLUSTER,
                List.of(
                        new RedisLocation.Node(first.host(), first.port()),
                        new RedisLocation.Node(second.host(), second.port())),
                null,
                0,
                false,
                RedisLocation.DEFAULT_KEY_PREFIX);
        QueryCache cache = QueryCache.open(location, Caches.NAME, Caches.REDIS, settings);
        await().atMost(PATIENCE).until(() -> cache.invalidateKeys("none"));
        await().atMost(PATIENCE).until(() -> cache.statistics().undelivered() == 0);
        return cache;
    }

    @AfterEach
    void close() {
        near.close();
        other.close();
        first.close();
        second.close();
    }

    @Test
    void aValueIsGivenOutInTheProcessUntilItIsInvalidatedWhereverItsSlotIs() {
        assertInvalidated();
        moveSlot();
        assertInvalidated();
        assertInvalidated();
        for (int i = 0; i < 3; i++) {
            // A server that has broken the connection tells nothing more on it.
            on(second, commands -> commands.clientKill(KillArgs.Builder.typeNormal()));
            assertInvalidated();
        }
    }

    private void moveSlot() {
        String from = RedisKeys.ask(first.uri(), RedisCommands::clusterMyId);
        String to = RedisKeys.ask(second.uri(), RedisCommands::clusterMyId);
        on(second, commands -> commands.clusterSetSlotImporting(SLOT, from));
        on(first, commands -> commands.clusterSetSlotMigrating(SLOT, to));
        // Keys that are missing are looked for at the other node; what needs keys of both is tried again later.
        other.invalidateKeys("k");
        read();
        on(first, commands -> {
            List<String> keys = commands.clusterGetKeysInSlot(SLOT, 1000);
            return keys.isEmpty()
                    ? "none"
                    : commands.migrate(
                            second.host(),
                            second.port(),
                            0,
                            60_000,
                            MigrateArgs.Builder.keys(keys.toArray(String[]::new)));
        });
        for (RedisServer node : List.of(second, first)) {
            on(node, commands -> commands.clusterSetSlotNode(SLOT, to));
        }
        await().atMost(PATIENCE).until(() -> other.statistics().undelivered() == 0);
    }

    private void assertInvalidated() {
        await().atMost(PATIENCE).until(() -> {
            long before = nearHits();
            read();
            return nearHits() > before;
        });
        int loaded = loads.get();
        assertThat(other.invalidateModels("shop.orders")).isTrue();
        await().atMost(PATIENCE).until(() -> {
            read();
            return loads.get() > loaded;
        });
    }

    private long nearHits() {
        return near.statistics().rule("").map(RuleStatistics::nearHits).orElse(0L);
    }

    private void read() {
        assertThat(near.get("k", OPTIONS, () -> "value " + loads.incrementAndGet()))
                .startsWith("value ");
    }

    private static void on(RedisServer server, Function<RedisCommands<String, String>, ?> work) {
        assertThat(RedisKeys.ask(server.uri(), work)).isNotNull();
    }
}
