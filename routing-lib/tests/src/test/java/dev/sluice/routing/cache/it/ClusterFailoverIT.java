package dev.sluice.routing.cache.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.routing.cache.CacheSettings;
import dev.sluice.routing.cache.QueryCache;
import dev.sluice.routing.cache.ReadOptions;
import dev.sluice.routing.cache.policy.RedisLocation;
import dev.sluice.routing.cache.redis.RedisSettings;
import dev.sluice.testing.redis.RedisServer;
import io.lettuce.core.RedisException;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.cluster.SlotHash;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A Redis Cluster in which the replica of the node that has a policy's keys takes its place. */
class ClusterFailoverIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration SOON = Duration.ofSeconds(25);
    private static final ReadOptions<String> OPTIONS =
            ReadOptions.of(String.class).ttl(Duration.ofHours(1)).models("shop.orders");
    private static final String ENTRY = "qcache:{" + Caches.NAME + "}:e:k";
    private static final String VERSION = "qcache:{" + Caches.NAME + "}:v:m:shop.orders";
    private static final int SLOT = SlotHash.getSlot(ENTRY);
    private static final int SLOTS = 16384;
    private static final int NEAR = 100;

    private final RedisServer primary = node();
    private final RedisServer replica = node();
    // A replica is promoted by the votes of most of the primaries that are left.
    private final List<RedisServer> voters = List.of(node(), node());
    private final AtomicInteger loads = new AtomicInteger();
    /** Before the invalidation of which the replica does not hear. */
    private String version = "";

    private static RedisServer node() {
        // However long it has been away from its primary, it takes its place.
        return RedisServer.with(
                "cluster-enabled yes", "cluster-node-timeout 2000", "cluster-replica-validity-factor 0");
    }

    private Stream<RedisServer> nodes() {
        return Stream.concat(Stream.of(primary, replica), voters.stream());
    }

    @BeforeEach
    void form() {
        nodes().forEach(RedisServer::start);
        RedisKeys.ask(primary.uri(), commands -> commands.clusterAddSlots(slots(0)));
        for (int i = 0; i < voters.size(); i++) {
            int[] own = slots(i + 1);
            RedisKeys.ask(voters.get(i).uri(), commands -> commands.clusterAddSlots(own));
            // Two of one epoch would first have to agree on who is the newer one.
            int epoch = i + 2;
            RedisKeys.ask(voters.get(i).uri(), commands -> commands.clusterSetConfigEpoch(epoch));
        }
        nodes().skip(1)
                .forEach(node ->
                        RedisKeys.ask(node.uri(), commands -> commands.clusterMeet(primary.host(), primary.port())));
        nodes().forEach(node -> awaitAt(node, "(?s).*cluster_state:ok.*cluster_known_nodes:4.*"));
        String id = RedisKeys.ask(primary.uri(), RedisCommands::clusterMyId);
        await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(RedisException.class)
                .until(() -> RedisKeys.ask(replica.uri(), commands -> commands.clusterReplicate(id))
                        .equals("OK"));
        await().atMost(PATIENCE)
                .until(() -> RedisKeys.ask(replica.uri(), commands -> commands.info("replication"))
                        .contains("master_link_status:up"));
        // Who votes must know whose replica it is.
        voters.forEach(voter -> await().atMost(PATIENCE)
                .until(() ->
                        RedisKeys.ask(voter.uri(), RedisCommands::clusterNodes).contains("slave " + id)));
    }

    /** The policy's slot is the first one's, and the others share the rest. */
    private static int[] slots(int node) {
        return IntStream.range(0, SLOTS)
                .filter(slot -> node == 0 ? slot == SLOT : slot != SLOT && slot % 2 == node - 1)
                .toArray();
    }

    private static void awaitAt(RedisServer node, String state) {
        await().atMost(PATIENCE)
                .until(() ->
                        RedisKeys.ask(node.uri(), RedisCommands::clusterInfo).matches(state));
    }

    @AfterEach
    void close() {
        nodes().forEach(RedisServer::close);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, NEAR})
    void aFailoverThatHasLostAnInvalidationBringsNothingBack(int nearEntries) {
        try (QueryCache cache = open(nearEntries);
                QueryCache other = open(0)) {
            String old = invalidatedPastTheReplica(cache, other);
            primary.kill();
            replica.resume();
            // What is in the process may be older by as much as it takes to tell it, or to miss it.
            await().atMost(PATIENCE).until(() -> !read(cache).equals(old));

            List<String> seen = readUntil(() -> isPrimary(replica), cache, other);
            assertThat(replicaHasEntry())
                    .as("the new primary still has the old entry")
                    .isTrue();
            assertThat(RedisKeys.version(replica.uri(), VERSION))
                    .as("and has not heard of the invalidation")
                    .isEqualTo(version);
            // Until then nothing is read there.
            seen.addAll(readUntil(
                    () -> cache.statistics().inUse() && other.statistics().inUse(), cache, other));
            for (int i = 0; i < 20; i++) {
                seen.add(read(cache));
                seen.add(read(other));
            }
            assertThat(seen).doesNotContain(old);
            assertWorks(cache, other);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, NEAR})
    void aNodeThatHangsIsLeftForTheOneThatTakesItsPlace(int nearEntries) {
        try (QueryCache cache = open(nearEntries, RedisSettings.DEFAULT);
                QueryCache other = open(0, RedisSettings.DEFAULT)) {
            String old = invalidatedPastTheReplica(cache, other);
            primary.suspend();
            replica.resume();
            await().atMost(PATIENCE).until(() -> !read(cache).equals(old));
            List<String> seen = readUntil(() -> isPrimary(replica), cache, other);

            assertWorks(cache, other);
            primary.resume();
            seen.addAll(readUntil(() -> !isPrimary(primary), cache, other));
            assertThat(seen).doesNotContain(old);
            assertWorks(cache, other);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, NEAR})
    void aReplicaThatTakesOverWithoutVotesIsFollowed(int nearEntries) {
        try (QueryCache cache = open(nearEntries);
                QueryCache other = open(0)) {
            String old = invalidatedPastTheReplica(cache, other);
            primary.suspend();
            replica.resume();
            RedisKeys.ask(replica.uri(), commands -> commands.clusterFailover(true, true));
            await().atMost(PATIENCE)
                    .ignoreExceptionsInstanceOf(RedisException.class)
                    .until(() -> isPrimary(replica));
            // It has everything, knows of no other one yet, and has its connections.
            primary.resume();
            await().atMost(PATIENCE).until(() -> !read(cache).equals(old));

            List<String> seen = readUntil(() -> !isPrimary(primary), cache, other);
            assertThat(seen).doesNotContain(old);
            assertWorks(cache, other);
        }
    }

    /** Has an entry cached and invalidated while the replica, which has it, hears nothing; the entry's value. */
    private String invalidatedPastTheReplica(QueryCache cache, QueryCache other) {
        String old = cached(cache);
        await().atMost(PATIENCE).until(this::replicaHasEntry);
        version = RedisKeys.version(replica.uri(), VERSION);
        replica.suspend();
        // Else what it is sent now would wait for it in its socket.
        RedisKeys.endReplication(primary);
        assertThat(other.invalidateModels("shop.orders")).isTrue();
        assertThat(RedisKeys.version(primary.uri(), VERSION)).isNotEqualTo(version);
        return old;
    }

    /** What the caches give until that has come about. */
    private List<String> readUntil(Callable<Boolean> end, QueryCache... caches) {
        List<String> seen = new ArrayList<>();
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                // A server that is on its way up refuses.
                .ignoreExceptionsInstanceOf(RedisException.class)
                .until(() -> {
                    for (QueryCache cache : caches) {
                        seen.add(read(cache));
                    }
                    return end.call();
                });
        return seen;
    }

    private boolean replicaHasEntry() {
        return RedisKeys.ask(replica.uri(), commands -> commands.readOnly().equals("OK") ? commands.exists(ENTRY) : 0L)
                == 1;
    }

    private QueryCache open(int nearEntries) {
        return open(nearEntries, Caches.REDIS);
    }

    private QueryCache open(int nearEntries, RedisSettings redis) {
        RedisLocation location = new RedisLocation(
                RedisLocation.Mode.CLUSTER,
                nodes().map(node -> new RedisLocation.Node(node.host(), node.port()))
                        .toList(),
                null,
                0,
                false,
                RedisLocation.DEFAULT_KEY_PREFIX);
        CacheSettings settings = nearEntries == 0
                ? Caches.SETTINGS
                : Caches.SETTINGS.withNearEntries(nearEntries).withNearBound(Duration.ofMillis(500));
        QueryCache cache = QueryCache.open(location, Caches.NAME, redis, settings);
        await().atMost(PATIENCE).until(() -> cache.invalidateKeys("none"));
        await().atMost(PATIENCE).until(() -> cache.statistics().undelivered() == 0);
        return cache;
    }

    private String cached(QueryCache cache) {
        String first = read(cache);
        await().atMost(PATIENCE).until(() -> read(cache).equals(read(cache)));
        return first;
    }

    /** What one stores the other one gets, until it is invalidated. */
    private void assertWorks(QueryCache cache, QueryCache other) {
        // Lettuce by itself would look for the slot's node twice a minute.
        await().atMost(SOON)
                .until(() -> cache.statistics().inUse() && other.statistics().inUse());
        for (int i = 0; i < 3; i++) {
            await().atMost(PATIENCE).until(() -> read(cache).equals(read(other)));
            String before = read(other);
            await().atMost(PATIENCE)
                    .until(() -> other.invalidateModels("shop.orders")
                            && other.statistics().undelivered() == 0);
            assertThat(read(other)).isNotEqualTo(before);
            // The process hears of it a little later than the one that has said it.
            await().atMost(PATIENCE).until(() -> !read(cache).equals(before));
        }
    }

    private static boolean isPrimary(RedisServer server) {
        return RedisKeys.ask(server.uri(), commands -> commands.info("replication"))
                .contains("role:master");
    }

    private String read(QueryCache cache) {
        return String.valueOf(cache.get("k", OPTIONS, () -> "value " + loads.incrementAndGet()));
    }
}
