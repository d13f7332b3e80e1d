package dev.sluice.routing.cache;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks on the thread that waits for a result: a loader runs where it was called, with the transaction and the
 * thread locals that are there.
 */
final class CallerThread implements Executor {

    private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    /** Runs tasks until the result is there. An interrupt is kept for later: others may wait for what is done here. */
    <T, E extends Exception> @Nullable T await(CompletableFuture<@Nullable T> result) throws E {
        // Wakes this thread when another one has the result.
        var unused = result.whenComplete((value, error) -> tasks.add(() -> {}));
        boolean interrupted = false;
        try {
            while (!result.isDone()) {
                try {
                    tasks.take().run();
                } catch (InterruptedException e) {
                    interrupted = true;
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
