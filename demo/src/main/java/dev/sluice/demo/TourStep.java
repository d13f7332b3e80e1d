package dev.sluice.demo;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** One step of the tour while it runs: what is expected, what was seen, and after which time. */
final class TourStep {

    private static final int PAUSE_MILLIS = 100;

    private final Progress progress;
    private final Supplier<Optional<String>> ended;
    private final Duration begun;

    /**
     * Begins now.
     *
     * @param ended which program has ended by itself, asked while something is waited for
     */
    TourStep(Progress progress, Supplier<Optional<String>> ended) {
        this.progress = progress;
        this.ended = ended;
        this.begun = progress.sinceStart();
    }

    /** What was expected did not come. */
    static final class MissedException extends RuntimeException {

        private static final long serialVersionUID = 1;

        MissedException(String message) {
            super(message);
        }
    }

    /** Says what is being done. */
    void does(String action) {
        progress.say("   " + action);
    }

    /**
     * Waits until a fact holds.
     *
     * @param fact as a sentence
     * @param patience how long to wait
     * @param holds whether it holds now
     * @param seen what is there instead, for the message
     * @throws MissedException when it does not in time
     */
    void expects(String fact, Duration patience, BooleanSupplier holds, Supplier<String> seen) {
        Duration deadline = progress.sinceStart().plus(patience);
        while (!holds.getAsBoolean()) {
            ended.get().ifPresent(program -> {
                throw new MissedException(program + " has ended by itself");
            });
            if (progress.sinceStart().compareTo(deadline) > 0) {
                throw new MissedException(
                        "not within " + patience.toSeconds() + " s: " + fact + ". Seen last: " + seen.get());
            }
            pause();
        }
        progress.say("   after " + seconds(progress.sinceStart().minus(begun)) + ": " + fact);
    }

    private static String seconds(Duration duration) {
        return String.format(java.util.Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted during the tour", e);
        }
    }
}
