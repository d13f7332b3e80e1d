package dev.sluice.benchmarks.cache;

import static java.util.Objects.requireNonNull;

import dev.sluice.routing.cache.CacheSettings;
import dev.sluice.routing.cache.QueryCache;
import dev.sluice.routing.cache.ReadOptions;
import dev.sluice.routing.cache.RuleStatistics;
import dev.sluice.routing.cache.policy.RedisLocation;
import dev.sluice.routing.cache.redis.RedisSettings;
import dev.sluice.testing.process.Poll;
import dev.sluice.testing.redis.RedisServer;
import java.time.Duration;
import java.util.function.Supplier;

/** The query cache of Sluice; each entry depends on one table and has one tag. */
final class Sluice implements Contender {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String name;
    private final QueryCache cache;
    private final ReadOptions<Order> options =
            ReadOptions.of(Order.class).ttl(Peers.TTL).models("shop.orders").tags("orders");

    /** @param nearEntries how many values are kept in the process; 0 for none */
    Sluice(RedisServer redis, int nearEntries) {
        name = nearEntries == 0 ? "Sluice" : "Sluice, values in the process";
        cache = QueryCache.open(
                RedisLocation.standalone(redis.host(), redis.port()),
                "bench/near-" + nearEntries,
                RedisSettings.DEFAULT.withCommandTimeout(Duration.ofSeconds(5)),
                CacheSettings.DEFAULT.withNearEntries(nearEntries));
        Poll.until("Sluice is connected", PATIENCE, () -> cache.invalidateTags("none"));
        Poll.until("nothing waits", PATIENCE, () -> cache.statistics().undelivered() == 0);
        if (nearEntries > 0) {
            Poll.until("values are given out in the process", PATIENCE, () -> {
                get("first", () -> Order.of(0));
                return nearHits() > 0;
            });
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Order get(String key, Supplier<Order> loader) {
        return requireNonNull(cache.get(key, options, loader::get));
    }

    @Override
    public void invalidate(String key) {
        check(cache.invalidateKeys(key));
    }

    @Override
    public void invalidateAll() {
        check(cache.invalidateTags("orders"));
    }

    private long nearHits() {
        return cache.statistics().rules().stream()
                .mapToLong(RuleStatistics::nearHits)
                .sum();
    }

    private static void check(boolean delivered) {
        if (!delivered) {
            throw new IllegalStateException("an invalidation was not delivered");
        }
    }

    @Override
    public void close() {
        cache.close();
    }
}
