package dev.sluice.routing.cache.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.routing.cache.QueryCache;
import dev.sluice.routing.cache.ReadOptions;
import dev.sluice.routing.cache.policy.RedisLocation;
import dev.sluice.testing.redis.RedisSentinel;
import dev.sluice.testing.redis.RedisServer;
import io.lettuce.core.RedisException;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The same cache behind Sentinel and on a Redis Cluster. */
class TopologiesIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final ReadOptions<String> OPTIONS =
            ReadOptions.of(String.class).ttl(Duration.ofHours(1)).tags("t");
    private static final String ENTRY = "qcache:{" + Caches.NAME + "}:e:k";

    private static final String VERSION = "qcache:{" + Caches.NAME + "}:v:t:t";

    private final AtomicInteger loads = new AtomicInteger();

    @Test
    void aFailoverThatHasLostAnInvalidationBringsNothingBack() {
        try (RedisServer master = RedisServer.open().start();
                RedisServer replica = RedisServer.replicaOf(master).start();
                RedisSentinel sentinel = RedisSentinel.watching("cache", master)) {
            RedisLocation location = new RedisLocation(
                    RedisLocation.Mode.SENTINEL,
                    List.of(new RedisLocation.Node(sentinel.host(), sentinel.port())),
                    "cache",
                    0,
                    false,
                    RedisLocation.DEFAULT_KEY_PREFIX);
            // Sentinel must know the replica before it can promote it.
            await().atMost(PATIENCE)
                    .until(() -> RedisKeys.ask(
                            "redis://" + sentinel.host() + ":" + sentinel.port(), TopologiesIT::knowsReplica));
            try (QueryCache cache = QueryCache.open(location, Caches.NAME, Caches.REDIS, Caches.SETTINGS)) {
                await().atMost(PATIENCE).until(() -> cache.invalidateKeys("none"));
                String old = read(cache);
                assertThat(read(cache)).isEqualTo(old);
                await().atMost(PATIENCE).until(() -> RedisKeys.exists(replica, ENTRY));

                String version = RedisKeys.version(replica.uri(), VERSION);
                replica.suspend();
                // Else what it is sent now would wait for it in its socket.
                RedisKeys.endReplication(master);
                assertThat(cache.invalidateTags("t")).isTrue();
                assertThat(RedisKeys.version(master.uri(), VERSION)).isNotEqualTo(version);
                master.kill();
                replica.resume();
                // A server that changes its role closes its connections.
                await().atMost(PATIENCE)
                        .ignoreExceptionsInstanceOf(RedisException.class)
                        .until(() -> isMaster(replica));
                assertThat(RedisKeys.exists(replica, ENTRY))
                        .as("the new master still has the old entry")
                        .isTrue();
                assertThat(RedisKeys.version(replica.uri(), VERSION))
                        .as("and has not heard of the invalidation")
                        .isEqualTo(version);

                // Until then nothing is read there.
                await().atMost(PATIENCE).until(() -> {
                    assertThat(read(cache)).isNotEqualTo(old);
                    return cache.statistics().inUse();
                });
                for (int i = 0; i < 20; i++) {
                    assertThat(read(cache)).isNotEqualTo(old);
                }
                await().atMost(PATIENCE).until(() -> read(cache).equals(read(cache)));
            }
        }
    }

    @Test
    void aServerThatIsMadeAReplicaByHandIsNotBelieved() {
        try (RedisServer first = RedisServer.open().start();
                RedisServer second = RedisServer.replicaOf(first).start();
                QueryCache cache = QueryCache.open(location(first), Caches.NAME, Caches.REDIS, Caches.SETTINGS)) {
            await().atMost(PATIENCE).until(() -> cache.invalidateKeys("none"));
            String old = read(cache);
            await().atMost(PATIENCE).until(() -> RedisKeys.exists(second, ENTRY));
            assertThat(read(cache)).isEqualTo(old);

            RedisKeys.ask(second.uri(), RedisCommands::replicaofNoOne);
            RedisKeys.ask(first.uri(), commands -> commands.replicaof(second.host(), second.port()));
            // Its connections are left open, and what it holds is as old as its link to the other one.
            second.suspend();
            try {
                for (int i = 0; i < 20; i++) {
                    assertThat(read(cache)).isNotEqualTo(old);
                }
            } finally {
                second.resume();
            }
        }
    }

    private static RedisLocation location(RedisServer server) {
        return RedisLocation.standalone(server.host(), server.port());
    }

    @Test
    void aClusterKeepsAPolicyInOneSlot() {
        try (RedisServer node = RedisServer.with("cluster-enabled yes").start();
                RedisServer strange = RedisServer.withPassword("other").start()) {
            RedisKeys.ask(
                    node.uri(),
                    commands ->
                            commands.clusterAddSlots(IntStream.range(0, 16384).toArray()));
            await().atMost(PATIENCE)
                    .until(() -> RedisKeys.ask(node.uri(), RedisCommands::clusterInfo)
                            .contains("cluster_state:ok"));
            RedisLocation location = new RedisLocation(
                    RedisLocation.Mode.CLUSTER,
                    // One that refuses, and has none of the keys, is in nobody's way.
                    List.of(
                            new RedisLocation.Node(strange.host(), strange.port()),
                            new RedisLocation.Node(node.host(), node.port())),
                    null,
                    0,
                    false,
                    RedisLocation.DEFAULT_KEY_PREFIX);
            try (QueryCache cache = QueryCache.open(location, Caches.NAME, Caches.REDIS, Caches.SETTINGS)) {
                await().atMost(PATIENCE).until(() -> cache.invalidateKeys("none", "several", "{at} once"));
                String first = read(cache);
                assertThat(read(cache)).isEqualTo(first);
                assertThat(cache.invalidateTags("t")).isTrue();
                String second = read(cache);
                assertThat(second).isNotEqualTo(first);
                assertThat(cache.invalidateKeys("k")).isTrue();
                assertThat(read(cache)).isNotEqualTo(second);
            }
        }
    }

    private static boolean knowsReplica(RedisCommands<String, String> sentinel) {
        return sentinel.info("sentinel").contains("slaves=1");
    }

    private static boolean isMaster(RedisServer server) {
        return RedisKeys.ask(server.uri(), commands -> commands.info("replication"))
                .contains("role:master");
    }

    private String read(QueryCache cache) {
        return String.valueOf(cache.get("k", OPTIONS, () -> "value " + loads.incrementAndGet()));
    }
}
