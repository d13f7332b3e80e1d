package dev.sluice.routing.cache.redis;

import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.output.ValueOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A {@code GET} whose sender waits for the answer, and gives up by itself when it takes too long. */
final class AwaitedGet extends AsyncCommand<String, byte[], byte[]> {

    AwaitedGet(CommandArgs<String, byte[]> arguments) {
        super(new Command<>(CommandType.GET, new ValueOutput<>(RedisLink.CODEC), arguments));
    }

    /**
     * Waits until it is answered. An interrupt is kept for later: the wait is short.
     *
     * @throws RuntimeException what has gone wrong, a {@link RedisCommandTimeoutException} when the answer does not come in time
     */
    void await(Duration patience) {
        long begun = System.nanoTime();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    get(patience.toNanos() - (System.nanoTime() - begun), TimeUnit.NANOSECONDS);
                    return;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (TimeoutException e) {
            cancel(true);
            throw new RedisCommandTimeoutException("no answer within " + patience.toMillis() + " ms");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException error ? error : new CompletionException(e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
