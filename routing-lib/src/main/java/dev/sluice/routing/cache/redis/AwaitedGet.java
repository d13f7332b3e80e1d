package dev.sluice.routing.cache.redis;

import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.output.ValueOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;

/**
 * A {@code GET}, or what reads like it ({@link PrimaryRead}), whose sender waits for the answer, and gives up by itself when it
 * takes too long: no timer ends it. So who sends one has to await it.
 */
final class AwaitedGet extends AsyncCommand<String, byte[], byte[]> {

    private volatile long answered;

    /**
     * One that has not been sent.
     *
     * @param command {@code GET} or {@code GETEX}
     */
    AwaitedGet(CommandType command, CommandArgs<String, byte[]> arguments) {
        super(new Command<>(command, new ValueOutput<>(RedisLink.CODEC), arguments));
    }

    // Before anybody can see that it is done.
    @Override
    public void complete() {
        answered = System.nanoTime();
        super.complete();
    }

    /** When the answer came, by {@link System#nanoTime}; of no meaning before it is done. */
    long answered() {
        return answered;
    }

    /**
     * Waits until it is answered. An interrupt is kept for later: the wait is short. The thread does nothing else meanwhile, whereas one
     * of a {@link java.util.concurrent.ForkJoinPool} that waits in {@link #get} runs what others have queued.
     *
     * @throws RuntimeException what has gone wrong, a {@link RedisCommandTimeoutException} when the answer does not come in time
     */
    void await(Duration patience) {
        long begun = System.nanoTime();
        long limit = patience.toNanos();
        Thread caller = Thread.currentThread();
        var unused = whenComplete((value, error) -> LockSupport.unpark(caller));
        boolean interrupted = false;
        for (long left = limit; left > 0 && !isDone(); left = limit - (System.nanoTime() - begun)) {
            LockSupport.parkNanos(this, left);
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            caller.interrupt();
        }
        if (!isDone() && cancel(true)) {
            throw new RedisCommandTimeoutException("no answer within " + patience.toMillis() + " ms");
        }
        try {
            join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
