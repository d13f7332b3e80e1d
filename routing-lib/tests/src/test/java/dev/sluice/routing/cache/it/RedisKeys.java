package dev.sluice.routing.cache.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.redis.RedisSentinel;
import dev.sluice.testing.redis.RedisServer;
import io.lettuce.core.KillArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.sentinel.api.StatefulRedisSentinelConnection;
import io.lettuce.core.sentinel.api.sync.RedisSentinelCommands;
import java.util.function.Function;

/** Looks at a server's keys, beside the cache. */
final class RedisKeys {

    private RedisKeys() {}

    static boolean exists(RedisServer redis, String key) {
        return ask(redis.uri(), commands -> commands.exists(key)) == 1;
    }

    /** The version at a key, also where that is a replica of a cluster's node. */
    static String version(String uri, String key) {
        return ask(uri, commands -> {
            if (commands.info("cluster").contains("cluster_enabled:1")) {
                commands.readOnly();
            }
            return String.valueOf(commands.get(key));
        });
    }

    /** Ends the connections of its replicas, which may come again. */
    static void endReplication(RedisServer master) {
        long ended = ask(master.uri(), commands -> commands.clientKill(KillArgs.Builder.typeSlave()));
        assertThat(ended).isPositive();
    }

    static <T> T ask(String uri, Function<RedisCommands<String, String>, T> question) {
        RedisClient client = RedisClient.create(uri);
        try (StatefulRedisConnection<String, String> connection = client.connect()) {
            return question.apply(connection.sync());
        } finally {
            client.shutdown();
        }
    }

    static <T> T ask(RedisSentinel sentinel, Function<RedisSentinelCommands<String, String>, T> question) {
        RedisClient client = RedisClient.create();
        try (StatefulRedisSentinelConnection<String, String> connection =
                client.connectSentinel(RedisURI.create(sentinel.host(), sentinel.port()))) {
            return question.apply(connection.sync());
        } finally {
            client.shutdown();
        }
    }
}
