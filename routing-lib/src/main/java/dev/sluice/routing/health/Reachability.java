package dev.sluice.routing.health;

/**
 * Whether a member answers: a state machine over its answers and failures, in which single failures do not count.
 *
 * @param status what is held true now
 * @param failures consecutive failures up to now, 0 after an answer
 * @param successes consecutive answers up to now, 0 after a failure
 */
public record Reachability(Status status, int failures, int successes) {

    /** Before the first answer or failure. */
    public static final Reachability UNKNOWN = new Reachability(Status.UNKNOWN, 0, 0);

    /** What is held true of a member. */
    public enum Status {
        /** It has neither answered nor failed often enough. */
        UNKNOWN,
        /** It answers. */
        UP,
        /** It has failed as often as the threshold says, and not yet answered often enough since. */
        DOWN
    }

    /** What an earlier observer knew, for one that starts and must not flap. */
    public static Reachability resumed(Status status, int failures) {
        return new Reachability(status, failures, 0);
    }

    /** The state after one more answer ({@code true}) or failure ({@code false}). */
    public Reachability next(boolean answered, Thresholds thresholds) {
        if (answered) {
            int inRow = successes == Integer.MAX_VALUE ? successes : successes + 1;
            boolean up = status != Status.DOWN || inRow >= thresholds.success();
            return new Reachability(up ? Status.UP : Status.DOWN, 0, inRow);
        }
        int inRow = failures == Integer.MAX_VALUE ? failures : failures + 1;
        return new Reachability(inRow >= thresholds.failure() ? Status.DOWN : status, inRow, 0);
    }
}
