package dev.sluice.routing.cache.it;

import dev.sluice.routing.cache.CacheSettings;
import dev.sluice.routing.cache.QueryCache;
import dev.sluice.routing.cache.ReadOptions;
import dev.sluice.routing.cache.redis.RedisSettings;
import dev.sluice.testing.process.Poll;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/** One of several processes whose threads all want one value at once: host, port, threads. */
final class StampedeProcess {

    static final String KEY = "wanted";
    static final ReadOptions<String> OPTIONS =
            ReadOptions.of(String.class).ttl(Duration.ofMinutes(5)).tags("stampede");

    /** On a machine that is slow nobody gives up waiting, and no lease ends while its holder lives. */
    private static final CacheSettings PATIENT =
            Caches.SETTINGS.withLease(Duration.ofMinutes(1)).withWaitLimit(Duration.ofMinutes(5));

    private static final RedisSettings ANSWERS = Caches.REDIS.withCommandTimeout(Duration.ofMinutes(2));

    private StampedeProcess() {}

    public static void main(String[] arguments) throws Exception {
        String host = arguments[0];
        int port = Integer.parseInt(arguments[1]);
        int count = Integer.parseInt(arguments[2]);
        RedisClient client = RedisClient.create("redis://" + host + ":" + port);
        ExecutorService threads = Executors.newFixedThreadPool(count);
        try (QueryCache cache = Caches.open(host, port, PATIENT, ANSWERS);
                StatefulRedisConnection<String, String> redis = client.connect()) {
            redis.sync().incr("ready");
            Poll.until(
                    "all are ready", Duration.ofMinutes(2), () -> redis.sync().exists("go") == 1);
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                answers.add(threads.submit(() -> cache.get(KEY, OPTIONS, () -> {
                    redis.sync().incr("loads");
                    TimeUnit.SECONDS.sleep(2);
                    return "value";
                })));
            }
            for (Future<String> answer : answers) {
                if ("value".equals(answer.get(2, TimeUnit.MINUTES))) {
                    redis.sync().incr("answers");
                }
            }
            LoggerFactory.getLogger(StampedeProcess.class).info("{}", cache.statistics());
        } finally {
            threads.shutdownNow();
            client.shutdown();
        }
    }
}
