package dev.sluice.routing.it;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Reads in several threads until it is closed; keeps what failed and how long the slowest took. */
final class ReadLoop implements AutoCloseable {

    private final AtomicBoolean stopped = new AtomicBoolean();
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong slowestNanos = new AtomicLong();
    private final Queue<Exception> failures = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads = new ArrayList<>();

    private ReadLoop() {}

    static ReadLoop start(int number, Callable<?> read) {
        ReadLoop loop = new ReadLoop();
        for (int i = 0; i < number; i++) {
            Thread thread = new Thread(() -> loop.run(read), "reader-" + i);
            thread.start();
            loop.threads.add(thread);
        }
        return loop;
    }

    long done() {
        return done.get();
    }

    Queue<Exception> failures() {
        return failures;
    }

    Duration slowest() {
        return Duration.ofNanos(slowestNanos.get());
    }

    /** Stops, and waits for the last reads. */
    void stop() {
        stopped.set(true);
        for (Thread thread : threads) {
            try {
                thread.join(60_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        stop();
    }

    private void run(Callable<?> read) {
        while (!stopped.get()) {
            long begun = System.nanoTime();
            try {
                read.call();
                done.incrementAndGet();
            } catch (Exception e) {
                failures.add(e);
            }
            long took = System.nanoTime() - begun;
            slowestNanos.accumulateAndGet(took, Math::max);
        }
    }
}
