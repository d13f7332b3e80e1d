package dev.sluice.benchmarks.cache;

import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.testing.redis.RedisServer;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Supplier;

/** What the others are compared with: {@code GET}, and {@code SET} after a miss, on one connection of Lettuce. */
final class PlainRedis implements Contender {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final ObjectReader ORDERS = MAPPER.readerFor(Order.class);
    private static final String PREFIX = "plain:";

    private final RedisClient client;
    private final StatefulRedisConnection<String, byte[]> connection;

    PlainRedis(RedisServer redis) {
        client = RedisClient.create(redis.uri());
        connection = client.connect(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE));
    }

    @Override
    public String name() {
        return "one plain GET";
    }

    @Override
    public Order get(String key, Supplier<Order> loader) {
        try {
            byte[] found = connection.sync().get(PREFIX + key);
            if (found != null) {
                return ORDERS.readValue(found);
            }
            Order loaded = loader.get();
            connection.sync().psetex(PREFIX + key, Peers.TTL.toMillis(), MAPPER.writeValueAsBytes(loaded));
            return loaded;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void invalidate(String key) {
        connection.sync().unlink(PREFIX + key);
    }

    @Override
    public void invalidateAll() {
        throw new UnsupportedOperationException("plain keys have nothing in common");
    }

    /** What the server says of its memory. */
    long memory() {
        return number("memory", "used_memory:");
    }

    /** Forgets everything. */
    void flush() {
        connection.sync().flushall();
    }

    private long number(String section, String field) {
        return connection
                .sync()
                .info(section)
                .lines()
                .filter(line -> line.startsWith(field))
                .mapToLong(line -> Long.parseLong(line.substring(field.length()).strip()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Redis does not tell " + field));
    }

    @Override
    public void close() {
        connection.close();
        client.shutdown();
    }
}
