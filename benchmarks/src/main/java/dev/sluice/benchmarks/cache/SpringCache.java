package dev.sluice.benchmarks.cache;

import static java.util.Objects.requireNonNull;

import dev.sluice.testing.redis.RedisServer;
import java.util.function.Supplier;
import org.springframework.cache.Cache;
import org.springframework.data.redis.cache.BatchStrategies;
import org.springframework.data.redis.cache.RedisCacheConfiguration;
import org.springframework.data.redis.cache.RedisCacheManager;
import org.springframework.data.redis.cache.RedisCacheWriter;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.serializer.Jackson2JsonRedisSerializer;
import org.springframework.data.redis.serializer.RedisSerializationContext.SerializationPair;

/** Spring's cache on Redis, over Lettuce; it has no tags, and clears a cache by {@code SCAN}. */
final class SpringCache implements Contender {

    private static final int SCANNED_AT_ONCE = 1000;

    private final LettuceConnectionFactory connections;
    private final Cache cache;

    SpringCache(RedisServer redis) {
        connections = new LettuceConnectionFactory(redis.host(), redis.port());
        connections.afterPropertiesSet();
        connections.start();
        RedisCacheManager caches = RedisCacheManager.builder(
                        RedisCacheWriter.nonLockingRedisCacheWriter(connections, BatchStrategies.scan(SCANNED_AT_ONCE)))
                .cacheDefaults(RedisCacheConfiguration.defaultCacheConfig()
                        .entryTtl(Peers.TTL)
                        .serializeValuesWith(
                                SerializationPair.fromSerializer(new Jackson2JsonRedisSerializer<>(Order.class))))
                .build();
        caches.afterPropertiesSet();
        cache = requireNonNull(caches.getCache("spring"));
    }

    @Override
    public String name() {
        return "Spring Cache";
    }

    @Override
    public Order get(String key, Supplier<Order> loader) {
        Cache.ValueWrapper found = cache.get(key);
        if (found != null) {
            return (Order) requireNonNull(found.get());
        }
        Order loaded = loader.get();
        cache.put(key, loaded);
        return loaded;
    }

    @Override
    public void invalidate(String key) {
        cache.evict(key);
    }

    @Override
    public void invalidateAll() {
        cache.clear();
    }

    @Override
    public void close() {
        connections.destroy();
    }
}
