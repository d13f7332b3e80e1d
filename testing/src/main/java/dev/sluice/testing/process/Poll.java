package dev.sluice.testing.process;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for something that can only be asked for again and again. */
public final class Poll {

    private static final int PAUSE_MILLIS = 50;

    private Poll() {}

    /**
     * Asks every 50 ms until the answer is yes.
     *
     * @param what the state waited for, as a clause for the message: "the server is ready"
     * @throws IllegalStateException when the time is over, or the thread is interrupted
     */
    public static void until(String what, Duration patience, BooleanSupplier question) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!question.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("waited " + patience.toSeconds() + " s in vain until " + what);
            }
            pause();
        }
    }

    /**
     * Asks every 50 ms, for so long.
     *
     * @return false as soon as an answer is no
     * @throws IllegalStateException when the thread is interrupted
     */
    public static boolean holds(Duration length, BooleanSupplier question) {
        long end = System.nanoTime() + length.toNanos();
        while (question.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return true;
            }
            pause();
        }
        return false;
    }

    static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting", e);
        }
    }
}
