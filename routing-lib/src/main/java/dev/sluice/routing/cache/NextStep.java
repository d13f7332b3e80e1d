package dev.sluice.routing.cache;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Where a reader goes on when an answer is there. Whatever goes wrong is the reader's.
 *
 * @param result the reader's
 */
record NextStep(Executor executor, CompletableFuture<?> result) {

    /** @param refused is run where the executor has no thread for the step */
    void run(Runnable step, Runnable refused) {
        try {
            executor.execute(() -> {
                try {
                    step.run();
                } catch (RuntimeException | Error e) {
                    result.completeExceptionally(e);
                    throw e;
                }
            });
        } catch (Throwable e) {
            refused.run();
            result.completeExceptionally(e);
        }
    }
}
