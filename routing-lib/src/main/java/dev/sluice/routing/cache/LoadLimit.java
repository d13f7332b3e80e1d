package dev.sluice.routing.cache;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets so many loads run at once and the others wait in line. A load that does not end holds its place for a while only, so
 * that those in line are never kept by it for good. Never blocks. Thread-safe.
 */
final class LoadLimit {

    private final Deque<Supplier<? extends CompletionStage<?>>> line = new ArrayDeque<>();
    private final ThreadLocal<Boolean> inside = new ThreadLocal<>();
    private final ThreadLocal<Boolean> giving = new ThreadLocal<>();
    private final Duration longest;
    private final Executor late;
    private int free;

    /**
     * A limit for loads.
     *
     * @param longest after which the place of a load counts as free again
     * @param late begins loads in such places
     */
    LoadLimit(int most, Duration longest, Executor late) {
        this.free = most;
        this.longest = longest;
        this.late = late;
    }

    /** Begins a load now or when it is its turn; its place is free again when what it gives has ended. */
    void enter(Supplier<? extends CompletionStage<?>> load) {
        synchronized (this) {
            if (free == 0) {
                line.add(load);
                return;
            }
            free--;
        }
        begin(load);
    }

    /** Whether this thread runs a load that was let in: what that needs must not wait for a place. */
    boolean isInside() {
        return inside.get() != null;
    }

    /** Runs a step of a load that was let in. */
    void inside(Runnable step) {
        Boolean before = inside.get();
        inside.set(true);
        try {
            step.run();
        } finally {
            if (before == null) {
                inside.remove();
            }
        }
    }

    private void begin(Supplier<? extends CompletionStage<?>> load) {
        CompletableFuture<Void> place = new CompletableFuture<>();
        var unused = place.orTimeout(longest.toMillis(), TimeUnit.MILLISECONDS).whenComplete((ended, timeout) -> {
            if (timeout == null) {
                leave();
            } else {
                late.execute(this::leave);
            }
        });
        var unusedEnd = load.get().whenComplete((value, error) -> place.complete(null));
    }

    /**
     * Gives free places to those in line. Where they end on the spot, the thread comes by here again, ever deeper: then the first
     * call goes on.
     */
    private void leave() {
        synchronized (this) {
            free++;
        }
        if (giving.get() != null) {
            return;
        }
        giving.set(true);
        try {
            for (var next = next(); next != null; next = next()) {
                begin(next);
            }
        } finally {
            giving.remove();
        }
    }

    private synchronized @Nullable Supplier<? extends CompletionStage<?>> next() {
        if (free == 0 || line.isEmpty()) {
            return null;
        }
        free--;
        return line.poll();
    }
}
