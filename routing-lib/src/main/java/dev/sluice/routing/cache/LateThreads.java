package dev.sluice.routing.cache;

import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Where that goes on which the passing of time has freed. It may be a reader's loader, when the reader's executor runs what it is
 * given on the spot, and that may block: on the JDK's thread for timeouts, which all of the process share, or on that
 * of the cache's schedule, every other timeout would wait for it. Ends without being told, since who reads when the cache is closed still
 * goes on. Thread-safe.
 */
final class LateThreads implements Executor {

    private static final long IDLE_SECONDS = 10;

    private final ThreadPoolExecutor threads;
    private final ThreadLocal<Boolean> timer = new ThreadLocal<>();

    /** @param factory makes the threads */
    LateThreads(ThreadFactory factory) {
        threads = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), factory);
    }

    @Override
    public void execute(Runnable task) {
        try {
            threads.execute(task);
        } catch (OutOfMemoryError e) {
            // No thread can be had: better late here than never.
            task.run();
        }
    }

    /** Runs on a thread for timeouts what takes no time itself: {@link #step}s that it leads to at once are run elsewhere. */
    void onTimer(Runnable task) {
        timer.set(true);
        try {
            task.run();
        } finally {
            timer.remove();
        }
    }

    /** Runs a step that may block, here unless this is a thread for timeouts. */
    void step(Runnable step) {
        if (timer.get() == null) {
            step.run();
        } else {
            execute(step);
        }
    }

    /** Keeps no thread any more that has nothing to do. */
    void keepNone() {
        threads.setKeepAliveTime(1, TimeUnit.MILLISECONDS);
    }
}
