package dev.sluice.routing.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class LateThreadsTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final List<Thread> made = new CopyOnWriteArrayList<>();
    private final LateThreads late = new LateThreads(task -> {
        Thread thread = new Thread(task);
        made.add(thread);
        return thread;
    });

    @Test
    void oneThatBlocksKeepsNobodyWaiting() {
        CountDownLatch end = new CountDownLatch(1);
        CompletableFuture<Void> first = CompletableFuture.runAsync(() -> await(end), late);
        assertThat(CompletableFuture.runAsync(() -> {}, late)).succeedsWithin(PATIENCE);
        assertThat(first).isNotDone();
        end.countDown();
        assertThat(first).succeedsWithin(PATIENCE);
    }

    @Test
    void aStepIsRunElsewhereOnAThreadForTimeoutsOnly() {
        CompletableFuture<Thread> here = new CompletableFuture<>();
        late.step(() -> here.complete(Thread.currentThread()));
        assertThat(here).isCompletedWithValue(Thread.currentThread());
        CompletableFuture<Thread> there = new CompletableFuture<>();
        late.onTimer(() -> late.step(() -> there.complete(Thread.currentThread())));
        assertThat(there).succeedsWithin(PATIENCE).isSameAs(made.get(0));
        CompletableFuture<Thread> afterwards = new CompletableFuture<>();
        late.step(() -> afterwards.complete(Thread.currentThread()));
        assertThat(afterwards).isCompletedWithValue(Thread.currentThread());
    }

    @Test
    void whoComesWhenNoneIsKeptIsStillRun() throws InterruptedException {
        assertThat(CompletableFuture.runAsync(() -> {}, late)).succeedsWithin(PATIENCE);
        late.keepNone();
        assertThat(CompletableFuture.runAsync(() -> {}, late)).succeedsWithin(PATIENCE);
        for (Thread thread : made) {
            thread.join(PATIENCE.toMillis());
            assertThat(thread.isAlive()).isFalse();
        }
    }

    private static void await(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
