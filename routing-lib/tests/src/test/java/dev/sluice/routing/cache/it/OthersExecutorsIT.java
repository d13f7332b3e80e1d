package dev.sluice.routing.cache.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.routing.cache.QueryCache;
import dev.sluice.routing.cache.ReadOptions;
import dev.sluice.testing.process.Poll;
import dev.sluice.testing.redis.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** While Redis is away readers of one key share a load, and none depends on the executor of another one, nor on its load. */
class OthersExecutorsIT {

    private static final ReadOptions<String> OPTIONS =
            ReadOptions.of(String.class).ttl(Duration.ofHours(1));

    private final RedisServer redis = RedisServer.open().start();
    private final QueryCache cache = Caches.outOfUse(redis, Caches.SETTINGS);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch first = new CountDownLatch(1);
    private Future<String> running;

    /** A load is under way, so who comes next waits for the next one, and makes it. */
    @BeforeEach
    void begin() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        running = threads.submit(() -> cache.get("k", OPTIONS, () -> {
            begun.countDown();
            first.await();
            return "first";
        }));
        assertThat(begun.await(1, TimeUnit.MINUTES)).isTrue();
    }

    @AfterEach
    void close() throws Exception {
        assertThat(running.get(1, TimeUnit.MINUTES)).isEqualTo("first");
        threads.shutdownNow();
        cache.close();
        redis.close();
    }

    @Test
    void theThreadThatWaitsMayBeTheOnlyOneOfIt() throws Exception {
        ExecutorService alone = Executors.newSingleThreadExecutor();
        try {
            CompletableFuture<String> next = next(alone);
            Future<String> waiting = alone.submit(() -> cache.get("k", OPTIONS, () -> "own"));
            first.countDown();
            assertThat(waiting.get(1, TimeUnit.MINUTES)).isIn("own", "next");
            assertThat(next.get(1, TimeUnit.MINUTES)).isEqualTo("next");
        } finally {
            alone.shutdownNow();
        }
    }

    @Test
    void itMayDropWhatItIsGiven() throws Exception {
        CompletableFuture<String> lost = next(task -> {});
        Future<String> waiting = threads.submit(() -> cache.get("k", OPTIONS, () -> "own"));
        first.countDown();
        assertThat(waiting.get(1, TimeUnit.MINUTES)).isEqualTo("own");
        assertThat(lost).isNotDone();
    }

    @Test
    void whatItRunsMayHang() throws Exception {
        CompletableFuture<String> hanging = cache.getAsync("k", OPTIONS, CompletableFuture::new, Runnable::run)
                .toCompletableFuture();
        Future<String> waiting = threads.submit(() -> cache.get("k", OPTIONS, () -> "own"));
        first.countDown();
        assertThat(waiting.get(1, TimeUnit.MINUTES)).isEqualTo("own");
        assertThat(hanging).isNotDone();
    }

    /** A loader that blocks would stop all timeouts of the process, or the schedule of the cache. */
    @Test
    void whoseTurnComesByTimeLoadsOnAThreadThatMayBlock() {
        CompletableFuture<String> hanging = cache.getAsync("k", OPTIONS, CompletableFuture::new, Runnable::run)
                .toCompletableFuture();
        CompletableFuture<String> behind = threadOfLoader("k");
        CompletableFuture<String> lost = cache.getAsync("lost", OPTIONS, CompletableFuture::new, Runnable::run)
                .toCompletableFuture();
        CompletableFuture<String> dropped = cache.getAsync("lost", OPTIONS, CompletableFuture::new, task -> {})
                .toCompletableFuture();
        CompletableFuture<String> behindDropped = threadOfLoader("lost");
        first.countDown();
        assertThat(behind).succeedsWithin(Duration.ofMinutes(1)).asString().startsWith("sluice-cache-late");
        assertThat(behindDropped)
                .succeedsWithin(Duration.ofMinutes(1))
                .asString()
                .startsWith("sluice-cache-late");
        assertThat(List.of(hanging, lost, dropped)).noneMatch(CompletableFuture::isDone);
    }

    private CompletableFuture<String> threadOfLoader(String key) {
        return cache.getAsync(
                        key,
                        OPTIONS,
                        () -> CompletableFuture.completedFuture(
                                Thread.currentThread().getName()),
                        Runnable::run)
                .toCompletableFuture();
    }

    @Test
    void whatIsLateIsStillShared() throws Exception {
        CompletableFuture<String> slow = new CompletableFuture<>();
        CompletableFuture<String> next =
                cache.getAsync("k", OPTIONS, () -> slow, Runnable::run).toCompletableFuture();
        AtomicInteger own = new AtomicInteger();
        CountDownLatch end = new CountDownLatch(1);
        List<CompletableFuture<String>> waiting = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            waiting.add(CompletableFuture.supplyAsync(() -> loadWhenItEnds(own, end), threads));
        }
        // And the first one, in its loader.
        Poll.until("all wait", Duration.ofMinutes(1), () -> callers() == 4);
        first.countDown();
        Poll.until("one loads for itself", Duration.ofMinutes(1), () -> own.get() > 0);
        slow.complete("late");
        assertThat(next).succeedsWithin(Duration.ofMinutes(1)).isEqualTo("late");
        Poll.until(
                "the others have what is late",
                Duration.ofMinutes(1),
                () -> waiting.stream().filter(CompletableFuture::isDone).count() == 2);
        assertThat(own).hasValue(1);
        end.countDown();
        CompletableFuture.allOf(waiting.toArray(CompletableFuture[]::new)).get(1, TimeUnit.MINUTES);
        assertThat(waiting.stream().map(CompletableFuture::join)).containsOnly("late");
    }

    @Test
    void itMayRefuse() throws Exception {
        CompletableFuture<String> refused = next(task -> {
            throw new RejectedExecutionException("full");
        });
        Future<String> waiting = threads.submit(() -> cache.get("k", OPTIONS, () -> "own"));
        first.countDown();
        assertThat(waiting.get(1, TimeUnit.MINUTES)).isEqualTo("own");
        assertThat(refused)
                .failsWithin(Duration.ofMinutes(1))
                .withThrowableThat()
                .withCauseInstanceOf(RejectedExecutionException.class);
    }

    private static long callers() {
        return Thread.getAllStackTraces().values().stream()
                .filter(stack -> Arrays.stream(stack)
                        .anyMatch(frame -> frame.getClassName().endsWith(".CallerThread")
                                && frame.getMethodName().equals("await")))
                .count();
    }

    private String loadWhenItEnds(AtomicInteger loads, CountDownLatch end) {
        try {
            return String.valueOf(cache.get("k", OPTIONS, () -> {
                loads.incrementAndGet();
                end.await();
                return "own";
            }));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private CompletableFuture<String> next(Executor executor) {
        return cache.getAsync("k", OPTIONS, () -> CompletableFuture.completedFuture("next"), executor)
                .toCompletableFuture();
    }
}
