package dev.sluice.routing.cache.it;

import dev.sluice.routing.cache.QueryCache;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import java.util.concurrent.TimeUnit;

/** A process that begins to load a value and does not end: host, port. */
final class HolderProcess {

    private HolderProcess() {}

    public static void main(String[] arguments) throws Exception {
        String host = arguments[0];
        int port = Integer.parseInt(arguments[1]);
        RedisClient client = RedisClient.create("redis://" + host + ":" + port);
        try (QueryCache cache = Caches.open(host, port);
                StatefulRedisConnection<String, String> redis = client.connect()) {
            cache.get(StampedeProcess.KEY, StampedeProcess.OPTIONS, () -> {
                redis.sync().incr("held");
                TimeUnit.MINUTES.sleep(10);
                return "value of the dead";
            });
        } finally {
            client.shutdown();
        }
    }
}
