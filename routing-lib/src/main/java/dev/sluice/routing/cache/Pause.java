package dev.sluice.routing.cache;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** How long a reader waits before it asks again whether another process has loaded: ever longer. Of one thread at a time. */
final class Pause {

    private static final long FIRST_MILLIS = 5;
    private static final long LONGEST_MILLIS = 80;

    private long millis = FIRST_MILLIS;

    /** Ends after the next pause, but not later than that. */
    CompletableFuture<Void> atMost(Duration longest) {
        Duration next = Duration.ofMillis(Math.min(millis, longest.toMillis()));
        millis = Math.min(2 * millis, LONGEST_MILLIS);
        return timer(next);
    }

    /** Ends after that time, after 1 ms at least. */
    static CompletableFuture<Void> timer(Duration length) {
        return new CompletableFuture<Void>()
                .completeOnTimeout(null, Math.max(1, length.toMillis()), TimeUnit.MILLISECONDS);
    }
}
