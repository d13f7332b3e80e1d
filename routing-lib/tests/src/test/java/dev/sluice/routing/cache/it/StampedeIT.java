package dev.sluice.routing.cache.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.routing.cache.QueryCache;
import dev.sluice.routing.cache.ReadOptions;
import dev.sluice.routing.cache.store.Change;
import dev.sluice.testing.process.ChildProcess;
import dev.sluice.testing.process.Poll;
import dev.sluice.testing.redis.RedisServer;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StampedeIT {

    private static final int PROCESSES = 3;
    private static final int THREADS = 334;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Test
    void aThousandThreadsOfThreeProcessesLoadAnExpiredValueOnce(@TempDir Path folder) {
        RedisClient client = RedisClient.create();
        List<ChildProcess> processes = new ArrayList<>();
        try (RedisServer redis = RedisServer.open().start();
                StatefulRedisConnection<String, String> asked = client.connect(RedisURI.create(redis.uri()))) {
            expire(redis);
            for (int i = 0; i < PROCESSES; i++) {
                processes.add(start(
                        StampedeProcess.class,
                        redis,
                        folder.resolve("reader-" + i + ".log"),
                        Integer.toString(THREADS)));
            }
            String all = Integer.toString(PROCESSES);
            processes.forEach(process ->
                    process.awaitReady(PATIENCE, () -> all.equals(asked.sync().get("ready"))));
            asked.sync().set("go", "1");
            processes.forEach(process -> {
                assertThat(process.awaitExit(PATIENCE)).isTrue();
                assertThat(process.exitValue()).as(process.logTail()).isZero();
            });
            assertThat(asked.sync().get("answers")).isEqualTo(Integer.toString(PROCESSES * THREADS));
            assertThat(asked.sync().get("loads"))
                    .as(() -> String.join(
                            "\n", processes.stream().map(ChildProcess::logTail).toList()))
                    .isEqualTo("1");
        } finally {
            processes.forEach(ChildProcess::kill);
            client.shutdown();
        }
    }

    @Test
    void aProcessThatIsKilledWhileItLoadsKeepsNobodyWaitingForLong(@TempDir Path folder) {
        RedisClient client = RedisClient.create();
        ChildProcess holder = null;
        try (RedisServer redis = RedisServer.open().start();
                QueryCache cache = Caches.open(redis.host(), redis.port());
                StatefulRedisConnection<String, String> asked = client.connect(RedisURI.create(redis.uri()))) {
            holder = start(HolderProcess.class, redis, folder.resolve("holder.log"));
            holder.awaitReady(PATIENCE, () -> "1".equals(asked.sync().get("held")));
            holder.kill();
            assertThat(cache.get(StampedeProcess.KEY, StampedeProcess.OPTIONS, () -> "value"))
                    .isEqualTo("value");
            Poll.until(
                    "it is stored",
                    PATIENCE,
                    () -> RedisKeys.exists(redis, "qcache:{" + Caches.NAME + "}:e:" + StampedeProcess.KEY));
        } finally {
            if (holder != null) {
                holder.kill();
            }
            client.shutdown();
        }
    }

    private static ChildProcess start(Class<?> main, RedisServer redis, Path log, String... more) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName(),
                redis.host(),
                Integer.toString(redis.port())));
        command.addAll(List.of(more));
        return ChildProcess.start(new ChildProcess.Launch(log.getFileName().toString(), command, Map.of(), log));
    }

    @Test
    void aHundredThousandEntriesOfATagAreInvalidatedInOneRoundTrip() {
        RedisClient client = RedisClient.create();
        try (RedisServer redis = RedisServer.open().start();
                QueryCache cache = Caches.open(redis.host(), redis.port());
                StatefulRedisConnection<String, String> asked = client.connect(RedisURI.create(redis.uri()))) {
            ReadOptions<String> options = StampedeProcess.OPTIONS.models("shop.orders");
            Runnable fill = () -> {
                for (int i = 0; i < 100_000; i++) {
                    cache.get("key" + i, options, () -> "value");
                }
            };
            fill.run();
            String entries = "qcache:{" + Caches.NAME + "}:e:key99999";
            Poll.until("the last one is stored", PATIENCE, () -> asked.sync().exists(entries) == 1);
            assertThat(asked.sync().dbsize()).isBetween(100_000L, 100_010L);

            asked.sync().configResetstat();
            assertThat(cache.invalidateTags("stampede")).isTrue();
            assertThat(commands(asked, "evalsha") + commands(asked, "eval")).isBetween(1L, 2L);
            assertThat(commands(asked, "unlink")).isEqualTo(1);

            for (int i = 0; i < 100_000; i += 997) {
                assertThat(cache.get("key" + i, options, () -> "new")).isEqualTo("new");
            }
            // Neither the invalidation nor what follows leaves anything behind but one version each.
            assertThat(asked.sync().keys("qcache:*:v:*")).hasSize(4);
            assertThat(cache.invalidate(Change.EVERYTHING)).isTrue();
            assertThat(cache.get("key5", options, () -> "newest")).isEqualTo("newest");
        } finally {
            client.shutdown();
        }
    }

    private static long commands(StatefulRedisConnection<String, String> redis, String name) {
        return redis.sync()
                .info("commandstats")
                .lines()
                .filter(line -> line.startsWith("cmdstat_" + name + ":"))
                .mapToLong(line -> Long.parseLong(line.substring(line.indexOf("calls=") + 6, line.indexOf(','))))
                .sum();
    }

    private static void expire(RedisServer redis) {
        try (QueryCache cache = Caches.open(redis.host(), redis.port())) {
            cache.get(StampedeProcess.KEY, StampedeProcess.OPTIONS.ttl(Duration.ofMillis(1)), () -> "old");
            Poll.until(
                    "the old value has expired",
                    PATIENCE,
                    () -> !RedisKeys.exists(redis, "qcache:{" + Caches.NAME + "}:l:" + StampedeProcess.KEY)
                            && !RedisKeys.exists(redis, "qcache:{" + Caches.NAME + "}:e:" + StampedeProcess.KEY));
        }
    }
}
