package dev.sluice.testing.process;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Waits for something that can only be asked for again and again: every 50 ms at first, and the longer it takes, the less
 * often, so that the answer is at most a twentieth of the time old, and half a second.
 */
public final class Poll {

    private static final long SHORTEST_MILLIS = 50;
    private static final long LONGEST_MILLIS = 500;

    private Poll() {}

    /**
     * Asks until the answer is yes.
     *
     * @param what the state waited for, as a clause for the message: "the server is ready"
     * @throws IllegalStateException when the time is over, or the thread is interrupted
     */
    public static void until(String what, Duration patience, BooleanSupplier question) {
        long begin = System.nanoTime();
        while (!question.getAsBoolean()) {
            if (System.nanoTime() - begin > patience.toNanos()) {
                throw new IllegalStateException("waited " + patience.toSeconds() + " s in vain until " + what);
            }
            pause(begin);
        }
    }

    /**
     * Asks again and again for so long.
     *
     * @return false as soon as an answer is no
     * @throws IllegalStateException when the thread is interrupted
     */
    public static boolean holds(Duration length, BooleanSupplier question) {
        long begin = System.nanoTime();
        while (question.getAsBoolean()) {
            if (System.nanoTime() - begin > length.toNanos()) {
                return true;
            }
            pause(begin);
        }
        return false;
    }

    static void pause() {
        pause(System.nanoTime());
    }

    private static void pause(long begin) {
        long waited = Duration.ofNanos(System.nanoTime() - begin).toMillis();
        try {
            Thread.sleep(Math.min(Math.max(waited / 20, SHORTEST_MILLIS), LONGEST_MILLIS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting", e);
        }
    }
}
