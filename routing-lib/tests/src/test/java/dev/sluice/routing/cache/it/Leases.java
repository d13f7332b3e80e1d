package dev.sluice.routing.cache.it;

import dev.sluice.testing.redis.RedisServer;
import io.lettuce.core.RedisClient;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import java.util.HashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

/** Watches how Redis gives the right to load, which is a key that is set and deleted. Thread-safe. */
final class Leases implements AutoCloseable {

    private static final String PREFIX = "qcache:{" + Caches.NAME + "}:l:";

    private final RedisClient client;
    private final Map<String, LongAdder> given = new ConcurrentHashMap<>();
    private final Set<String> held = new HashSet<>();
    private final Queue<String> doubles = new ConcurrentLinkedQueue<>();

    /** @param redis without a lease */
    Leases(RedisServer redis) {
        RedisKeys.ask(redis.uri(), commands -> commands.configSet("notify-keyspace-events", "K$gx"));
        client = RedisClient.create(redis.uri());
        var connection = client.connectPubSub();
        connection.addListener(new RedisPubSubAdapter<>() {
            @Override
            public void message(String pattern, String channel, String event) {
                told(channel.substring(channel.indexOf(PREFIX) + PREFIX.length()), event);
            }
        });
        connection.sync().psubscribe("__keyspace@0__:" + PREFIX + "*");
    }

    // On one thread, in the order in which it has happened.
    private void told(String key, String event) {
        if (event.equals("set")) {
            given.computeIfAbsent(key, none -> new LongAdder()).increment();
            if (!held.add(key)) {
                doubles.add(key);
            }
        } else if (event.equals("del") || event.equals("expired")) {
            held.remove(key);
        }
    }

    /** How often the right to load that key has been given. */
    long given(String key) {
        LongAdder count = given.get(key);
        return count == null ? 0 : count.sum();
    }

    /** Keys whose right was given to one while another one had it. */
    Queue<String> doubles() {
        return doubles;
    }

    @Override
    public void close() {
        client.shutdown();
    }
}
