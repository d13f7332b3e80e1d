package dev.sluice.benchmarks.cache;

import dev.sluice.testing.redis.RedisServer;
import java.util.function.Supplier;
import org.redisson.api.RLocalCachedMap;
import org.redisson.api.RMap;
import org.redisson.api.RedissonClient;
import org.redisson.api.options.LocalCachedMapOptions;
import org.redisson.codec.TypedJsonJacksonCodec;
import org.redisson.config.Config;

/**
 * Redisson's map, with values in the process ({@code RLocalCachedMap}) or without ({@code RMap}). Its entries have no TTL
 * of their own and no tags; all of a map can be cleared.
 */
final class Redisson implements Contender {

    private final String name;
    private final RedissonClient client;
    private final RMap<String, Order> map;

    /** @param nearEntries how many values are kept in the process; 0 for none */
    Redisson(RedisServer redis, int nearEntries) {
        Config config = new Config();
        config.useSingleServer().setAddress(redis.uri());
        client = org.redisson.Redisson.create(config);
        TypedJsonJacksonCodec codec = new TypedJsonJacksonCodec(String.class, Order.class);
        if (nearEntries == 0) {
            name = "Redisson, RMap";
            map = client.getMap("redisson", codec);
        } else {
            name = "Redisson, RLocalCachedMap";
            map = client.getLocalCachedMap(LocalCachedMapOptions.<String, Order>name("redisson-near")
                    .codec(codec)
                    .cacheProvider(LocalCachedMapOptions.CacheProvider.CAFFEINE)
                    .cacheSize(nearEntries)
                    .evictionPolicy(LocalCachedMapOptions.EvictionPolicy.LRU)
                    .reconnectionStrategy(LocalCachedMapOptions.ReconnectionStrategy.CLEAR)
                    .syncStrategy(LocalCachedMapOptions.SyncStrategy.INVALIDATE));
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Order get(String key, Supplier<Order> loader) {
        Order found = map.get(key);
        if (found != null) {
            return found;
        }
        Order loaded = loader.get();
        map.fastPut(key, loaded);
        return loaded;
    }

    @Override
    public void invalidate(String key) {
        map.fastRemove(key);
    }

    @Override
    public void invalidateAll() {
        map.clear();
    }

    @Override
    public void close() {
        if (map instanceof RLocalCachedMap<String, Order> near) {
            near.destroy();
        }
        client.shutdown();
    }
}
