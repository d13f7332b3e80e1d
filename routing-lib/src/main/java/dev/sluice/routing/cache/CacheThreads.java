package dev.sluice.routing.cache;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads of a cache; all are daemons. */
final class CacheThreads implements AutoCloseable {

    private static final long IDLE_SECONDS = 30;

    final ScheduledThreadPoolExecutor scheduler;

    /** Renews values; one task more than it has threads is refused, and so it is with {@link #warming}. */
    final ThreadPoolExecutor renewing;

    /** Apart, since a slow statement is not to keep values from being renewed. */
    final ThreadPoolExecutor warming;

    /** For whom has waited for long enough. */
    final LateThreads late;

    /** @param most how many tasks at once renew, and how many warm */
    CacheThreads(int most) {
        scheduler = new ScheduledThreadPoolExecutor(1, named("sluice-cache-scheduler"));
        scheduler.setRemoveOnCancelPolicy(true);
        scheduler.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        // What a read that is under way wants done later is of no use after the end.
        scheduler.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
        renewing = pool("sluice-cache-refresh", most);
        warming = pool("sluice-cache-warming", most);
        late = new LateThreads(named("sluice-cache-late"));
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
        renewing.shutdown();
        warming.shutdown();
        late.keepNone();
    }

    private static ThreadPoolExecutor pool(String name, int most) {
        return new ThreadPoolExecutor(0, most, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), named(name));
    }

    private static ThreadFactory named(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
