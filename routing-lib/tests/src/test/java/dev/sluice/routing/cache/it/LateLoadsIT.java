package dev.sluice.routing.cache.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.sluice.routing.cache.QueryCache;
import dev.sluice.routing.cache.ReadOptions;
import dev.sluice.testing.process.Poll;
import dev.sluice.testing.redis.RedisServer;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Redis is away, one load may run at a time, and an executor gets to its load when the place of that is another's by now. */
class LateLoadsIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final ReadOptions<String> OPTIONS =
            ReadOptions.of(String.class).ttl(Duration.ofHours(1));

    private static final ReadOptions<Boolean> SEEN =
            ReadOptions.of(Boolean.class).ttl(Duration.ofHours(1));

    private final RedisServer redis = RedisServer.open().start();
    private final QueryCache cache = Caches.outOfUse(redis, Caches.SETTINGS.withLoadsWithoutCache(1));
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Queue<Runnable> handed = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean loaded = new AtomicBoolean();

    @AfterEach
    void close() {
        threads.shutdownNow();
        cache.close();
        redis.close();
    }

    @Test
    void itWaitsForAnotherPlace() throws Exception {
        CompletableFuture<String> late = late(handed::add);
        assertThat(handed).hasSize(1);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Future<String> other = threads.submit(() -> cache.get("other", OPTIONS, () -> {
            begun.countDown();
            end.await();
            return "other";
        }));
        assertThat(begun.await(1, TimeUnit.MINUTES)).isTrue();
        handed.remove().run();
        assertThat(loaded).isFalse();
        assertThat(handed).isEmpty();
        end.countDown();
        assertThat(other.get(1, TimeUnit.MINUTES)).isEqualTo("other");
        Poll.until("it is handed over again", PATIENCE, () -> !handed.isEmpty());
        assertThat(loaded).isFalse();
        // That place is its own, however late it is again.
        Future<Boolean> third = threads.submit(() -> cache.get("third", SEEN, loaded::get));
        TimeUnit.MILLISECONDS.sleep(1500);
        handed.remove().run();
        assertThat(late).succeedsWithin(PATIENCE).isEqualTo("late");
        assertThat(third.get(1, TimeUnit.MINUTES)).isTrue();
    }

    /** Who has an answer may be a moment ahead of the place that its load gives back, so that there are several tries. */
    @Test
    void whereOneIsFreeItGoesOn() {
        for (int tries = 0; tries < 20; tries++) {
            CompletableFuture<String> late = late(handed::add);
            assertThat(cache.get("other", OPTIONS, () -> "other")).isEqualTo("other");
            handed.remove().run();
            if (late.isDone()) {
                assertThat(late).isCompletedWithValue("late");
                return;
            }
            Poll.until("it is handed over again", PATIENCE, () -> !handed.isEmpty());
            handed.remove().run();
        }
        fail("it was handed to its executor again each time");
    }

    @Test
    void aPlaceThatTimeHasFreedIsTakenOnAThreadThatMayBlock() {
        CompletableFuture<String> hanging = cache.getAsync("other", OPTIONS, CompletableFuture::new, Runnable::run)
                .toCompletableFuture();
        CompletableFuture<String> next = cache.getAsync(
                        "late",
                        OPTIONS,
                        () -> CompletableFuture.completedFuture(
                                Thread.currentThread().getName()),
                        Runnable::run)
                .toCompletableFuture();
        assertThat(next).succeedsWithin(PATIENCE).asString().startsWith("sluice-cache-late");
        assertThat(hanging).isNotDone();
    }

    private CompletableFuture<String> late(Executor executor) {
        return cache.getAsync(
                        "late",
                        OPTIONS,
                        () -> {
                            loaded.set(true);
                            return CompletableFuture.completedFuture("late");
                        },
                        executor)
                .toCompletableFuture();
    }
}
