package dev.sluice.routing.cache;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks on the thread that waits for a result, which is the one that made this: a loader runs where it was called, with
 * the transaction and the thread locals that are there.
 */
final class CallerThread implements Executor {

    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final Thread caller = Thread.currentThread();
    private boolean gone;

    @Override
    public void execute(Runnable task) {
        synchronized (this) {
            if (gone) {
                throw new RejectedExecutionException("the caller does not wait any more");
            }
            tasks.add(task);
        }
        wake();
    }

    /** Takes no more tasks, unless there is one. */
    private synchronized boolean goes() {
        gone = tasks.isEmpty();
        return gone;
    }

    private void wake() {
        // It would only find nothing to do when it next waits.
        if (Thread.currentThread() != caller) {
            LockSupport.unpark(caller);
        }
    }

    /** Runs tasks until the result is there. An interrupt is kept for later: others may wait for what is done here. */
    <T, E extends Exception> @Nullable T await(CompletableFuture<@Nullable T> result) throws E {
        return await(result, null);
    }

    /**
     * The same for a caller who does not wait for long; a task of its own may take longer.
     *
     * @param patience null for as long as it takes
     * @throws Patience.EndedException when that is over; tasks are refused from then on
     */
    <T, E extends Exception> @Nullable T await(CompletableFuture<@Nullable T> result, @Nullable Patience patience)
            throws E {
        long begun = System.nanoTime();
        if (patience != null) {
            var unusedEnd = patience.over().whenComplete((over, error) -> wake());
        }
        // Another thread may have the result.
        var unused = result.whenComplete((value, error) -> wake());
        boolean interrupted = false;
        try {
            while (!result.isDone()) {
                Runnable task = tasks.poll();
                if (task != null) {
                    task.run();
                } else if (patience == null) {
                    LockSupport.park(this);
                    interrupted |= Thread.interrupted();
                } else {
                    long left = patience.left(begun);
                    if (left <= 0 && goes()) {
                        throw new Patience.EndedException();
                    }
                    LockSupport.parkNanos(this, left);
                    interrupted |= Thread.interrupted();
                }
            }
            while (true) {
                try {
                    return result.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            throw Causes.<E>rethrow(e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
