package dev.sluice.routing.cache.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.routing.cache.QueryCache;
import dev.sluice.routing.cache.ReadOptions;
import dev.sluice.routing.cache.store.ReadPosition;
import dev.sluice.routing.replication.Lsn;
import dev.sluice.testing.process.Poll;
import dev.sluice.testing.redis.RedisServer;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An old value is not given out any more when what it is now is known, but cannot be stored. */
class UnstoredRenewalsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ReadOptions<String> STALE = ReadOptions.of(String.class)
            .ttl(Duration.ofMillis(50))
            .jitterPercent(0)
            .staleWhileRevalidate(Duration.ofHours(1));
    private static final ReadOptions<String> LAST_RESORT = ReadOptions.of(String.class)
            .ttl(Duration.ofMillis(50))
            .jitterPercent(0)
            .staleIfError(Duration.ofHours(1));

    private final RedisServer redis = RedisServer.open().start();
    private final QueryCache cache = Caches.open(redis.host(), redis.port());
    private final QueryCache other = Caches.open(redis.host(), redis.port());
    private final AtomicInteger loads = new AtomicInteger();

    @AfterEach
    void close() {
        cache.close();
        other.close();
        redis.close();
    }

    @Test
    void aRowThatHasBeenDeleted() throws Exception {
        storeOld("k", STALE);
        assertThat(cache.get("k", STALE, () -> null)).isEqualTo("old");
        awaitGone("k");
        assertThat(cache.get("k", STALE, () -> null)).isNull();
        assertThat(other.get("k", STALE, () -> null)).isNull();
    }

    @Test
    void aRowThatHasBeenDeletedBeforeLoadingFails() throws Exception {
        storeOld("k", LAST_RESORT);
        assertThat(cache.get("k", LAST_RESORT, () -> null)).isNull();
        awaitGone("k");
        assertThatThrownBy(() -> cache.get("k", LAST_RESORT, () -> {
                    throw new IOException("down");
                }))
                .isInstanceOf(IOException.class);
    }

    @Test
    void aValueThatHasBecomeTooLarge() throws Exception {
        String large = "x".repeat(1 << 20);
        storeOld("k", STALE);
        assertThat(cache.get("k", STALE, () -> large)).isEqualTo("old");
        awaitGone("k");
        assertThat(cache.get("k", STALE, () -> large)).isEqualTo(large);
    }

    @Test
    void whatALaggingReplicaAnswersSaysNothingOfTheOldValue() throws Exception {
        storeOld("k", STALE);
        assertThat(cache.getAt("k", STALE, position -> {
                    position.accept(ReadPosition.replica(Lsn.parse("0/100"), Lsn.parse("0/200")));
                    loads.incrementAndGet();
                    return null;
                }))
                .isEqualTo("old");
        Poll.until("it has been loaded", PATIENCE, () -> loads.get() == 1);
        awaitReleased("k");
        assertThat(cache.get("k", STALE, () -> "new")).isEqualTo("old");
    }

    @Test
    void aNewerEntryStays() throws Exception {
        storeOld("k", LAST_RESORT);
        ReadOptions<String> longer = LAST_RESORT.ttl(Duration.ofHours(1));
        assertThat(cache.get("k", longer, () -> {
                    other.invalidateKeys("k");
                    other.get("k", longer, () -> "newer");
                    awaitStored("k");
                    return null;
                }))
                .isNull();
        assertThat(cache.get("k", longer, () -> "none")).isEqualTo("newer");
    }

    private void storeOld(String key, ReadOptions<String> options) throws InterruptedException {
        cache.get(key, options, () -> "old");
        awaitStored(key);
        Thread.sleep(60);
    }

    private void awaitStored(String key) {
        Poll.until("it is stored", PATIENCE, () -> RedisKeys.exists(redis, "qcache:{" + Caches.NAME + "}:e:" + key));
    }

    private void awaitGone(String key) {
        Poll.until("it is gone", PATIENCE, () -> !RedisKeys.exists(redis, "qcache:{" + Caches.NAME + "}:e:" + key));
        awaitReleased(key);
    }

    private void awaitReleased(String key) {
        Poll.until("nobody loads", PATIENCE, () -> !RedisKeys.exists(redis, "qcache:{" + Caches.NAME + "}:l:" + key));
    }
}
