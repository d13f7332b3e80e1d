package dev.sluice.routing.cache.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.routing.cache.QueryCache;
import dev.sluice.routing.cache.ReadOptions;
import dev.sluice.routing.cache.policy.RedisLocation;
import dev.sluice.routing.cache.redis.RedisSettings;
import dev.sluice.routing.credentials.Credentials;
import dev.sluice.testing.network.TcpProxy;
import dev.sluice.testing.redis.RedisSentinel;
import dev.sluice.testing.redis.RedisServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is said when no connection can be made, and what happens until the first one is. */
class ConnectingIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ReadOptions<String> OPTIONS =
            ReadOptions.of(String.class).ttl(Duration.ofMinutes(5));

    private final RedisServer open = RedisServer.open();
    private final RedisServer locked = RedisServer.withPassword("right");

    @AfterEach
    void close() {
        open.close();
        locked.close();
    }

    @Test
    void theReasonSaysWhatIsWrong() {
        locked.start();
        RedisLocation needsPassword = RedisLocation.standalone(locked.host(), locked.port());
        assertThat(reason(needsPassword, Caches.REDIS)).contains("NOAUTH");
        assertThat(reason(needsPassword, Caches.REDIS.withCredentials(() -> new Credentials("default", "wrong"))))
                .contains("WRONGPASS")
                .doesNotContain("\"wrong\"");
        assertThat(reason(RedisLocation.standalone("no-such-host.invalid", 6379), Caches.REDIS))
                .contains("no-such-host.invalid");

        open.start();
        RedisLocation.Node node = new RedisLocation.Node(open.host(), open.port());
        RedisLocation cluster = new RedisLocation(
                RedisLocation.Mode.CLUSTER, List.of(node), null, 0, false, RedisLocation.DEFAULT_KEY_PREFIX);
        assertThat(reason(cluster, Caches.REDIS)).contains("cluster support disabled");
        open.stop();
        assertThat(reason(RedisLocation.standalone(open.host(), open.port()), Caches.REDIS))
                .contains(String.valueOf(open.port()))
                .containsIgnoringCase("refused");
    }

    @Test
    void aClusterThatRefusesThePasswordIsToldInALine() {
        PrintStream console = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try (RedisServer node = RedisServer.with("cluster-enabled yes", "requirepass right")) {
            node.start();
            System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
            RedisLocation cluster = new RedisLocation(
                    RedisLocation.Mode.CLUSTER,
                    List.of(new RedisLocation.Node(node.host(), node.port())),
                    null,
                    0,
                    false,
                    RedisLocation.DEFAULT_KEY_PREFIX);
            assertThat(reason(cluster, Caches.REDIS.withCredentials(() -> new Credentials("default", "wrong"))))
                    .contains("WRONGPASS");
        } finally {
            System.setErr(console);
        }
        assertThat(said.toString(StandardCharsets.UTF_8)).doesNotContain("\tat ");
    }

    @Test
    void closingIsSilentWhileASentinelHangs() {
        PrintStream console = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try (RedisServer master = RedisServer.open().start();
                RedisSentinel sentinel = RedisSentinel.watching("cache", master);
                TcpProxy hung = TcpProxy.to(sentinel.host(), sentinel.port())) {
            hung.hang();
            RedisLocation location = new RedisLocation(
                    RedisLocation.Mode.SENTINEL,
                    List.of(
                            new RedisLocation.Node(sentinel.host(), sentinel.port()),
                            new RedisLocation.Node(hung.host(), hung.port())),
                    "cache",
                    0,
                    false,
                    RedisLocation.DEFAULT_KEY_PREFIX);
            Set<Thread> before = networkThreads();
            System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
            for (int i = 0; i < 15; i++) {
                QueryCache cache = QueryCache.open(location, Caches.NAME, RedisSettings.DEFAULT, Caches.SETTINGS);
                // Each is closed at another moment of what goes on.
                LockSupport.parkNanos(Duration.ofMillis(40L * i).toNanos());
                cache.close();
            }
            await().atMost(PATIENCE).until(() -> before.containsAll(networkThreads()));
        } finally {
            System.setErr(console);
        }
        assertThat(said.toString(StandardCharsets.UTF_8)).doesNotContain("\tat ");
    }

    private static Set<Thread> networkThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("lettuce-"))
                .collect(Collectors.toSet());
    }

    @Test
    void untilTheFirstConnectionIsMadeNothingIsWrong() {
        open.start();
        AtomicInteger loads = new AtomicInteger();
        RedisSettings patient = new RedisSettings(null, null, null, PATIENCE, PATIENCE);
        try (TcpProxy far = TcpProxy.to(open.host(), open.port())) {
            far.delay(Duration.ofMillis(100));
            try (QueryCache cache = QueryCache.open(
                    RedisLocation.standalone(far.host(), far.port()), Caches.NAME, patient, Caches.SETTINGS)) {
                assertThat(cache.statistics().inUse()).as("it is not connected").isFalse();
                await().atMost(PATIENCE).pollInterval(Duration.ofMillis(10)).until(() -> {
                    int before = loads.get();
                    cache.get("k", OPTIONS, () -> "value " + loads.incrementAndGet());
                    return loads.get() == before;
                });
                assertThat(cache.statistics().inUse()).isTrue();
                assertThat(loads.get()).as("it was not there at once").isGreaterThan(3);
            }
        }
    }

    private static String reason(RedisLocation location, RedisSettings settings) {
        try (QueryCache cache = QueryCache.open(location, Caches.NAME, settings, Caches.SETTINGS)) {
            String[] last = {""};
            await().atMost(PATIENCE).until(() -> {
                try {
                    cache.sharedStatistics().toCompletableFuture().join();
                    return false;
                } catch (CompletionException e) {
                    last[0] = e.toString();
                    return last[0].contains("not connected to Redis: ");
                }
            });
            return last[0];
        }
    }
}
