package dev.sluice.benchmarks.cache;

import dev.sluice.testing.redis.RedisServer;
import java.time.Duration;
import java.util.List;

/** Who is measured, all on one Redis. */
final class Peers implements AutoCloseable {

    /** How long values are fresh, longer than any measurement. */
    static final Duration TTL = Duration.ofHours(1);

    static final int NEAR_ENTRIES = 10_000;

    private final List<Contender> remote;
    private final List<Contender> near;

    Peers(RedisServer redis) {
        remote = List.of(new Sluice(redis, 0), new Redisson(redis, 0), new SpringCache(redis));
        near = List.of(new Sluice(redis, NEAR_ENTRIES), new Redisson(redis, NEAR_ENTRIES));
    }

    /** Those without values in the process. */
    List<Contender> remote() {
        return remote;
    }

    /** Those with values in the process. */
    List<Contender> near() {
        return near;
    }

    @Override
    public void close() {
        remote.forEach(Contender::close);
        near.forEach(Contender::close);
    }
}
