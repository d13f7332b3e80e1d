package dev.sluice.routing.cache;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks on the thread that waits for a result, which is the one that made this: a loader runs where it was called, with
 * the transaction and the thread locals that are there.
 */
final class CallerThread implements Executor {

    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final Thread caller = Thread.currentThread();

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        wake();
    }

    private void wake() {
        // It would only find nothing to do when it next waits.
        if (Thread.currentThread() != caller) {
            LockSupport.unpark(caller);
        }
    }

    /** Runs tasks until the result is there. An interrupt is kept for later: others may wait for what is done here. */
    <T, E extends Exception> @Nullable T await(CompletableFuture<@Nullable T> result) throws E {
        // Another thread may have the result.
        var unused = result.whenComplete((value, error) -> wake());
        boolean interrupted = false;
        try {
            while (!result.isDone()) {
                Runnable task = tasks.poll();
                if (task != null) {
                    task.run();
                } else {
                    LockSupport.park(this);
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
