package dev.sluice.benchmarks;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Something that is done at a fixed rate beside a measurement, until closed. */
final class Repeated implements AutoCloseable {

    private final String what;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final ScheduledFuture<?> times;

    Repeated(String what, Duration period, Callable<?> action) {
        this.what = what;
        this.times = thread.scheduleAtFixedRate(() -> once(action), 0, period.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void once(Callable<?> action) {
        try {
            action.call();
        } catch (Exception e) {
            throw new IllegalStateException(what + " failed", e);
        }
    }

    /** Throws if it has failed at any time: what was measured since is not what was meant. */
    void check() throws InterruptedException {
        if (times.isDone()) {
            try {
                times.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            }
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
