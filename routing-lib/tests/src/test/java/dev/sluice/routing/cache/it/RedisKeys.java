package dev.sluice.routing.cache.it;

import dev.sluice.testing.redis.RedisServer;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.util.function.Function;

/** Looks at a server's keys, beside the cache. */
final class RedisKeys {

    private RedisKeys() {}

    static boolean exists(RedisServer redis, String key) {
        return ask(redis.uri(), commands -> commands.exists(key)) == 1;
    }

    static <T> T ask(String uri, Function<RedisCommands<String, String>, T> question) {
        RedisClient client = RedisClient.create(uri);
        try (StatefulRedisConnection<String, String> connection = client.connect()) {
            return question.apply(connection.sync());
        } finally {
            client.shutdown();
        }
    }
}
