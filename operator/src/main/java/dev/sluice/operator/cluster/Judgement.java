package dev.sluice.operator.cluster;

import dev.sluice.routing.health.Failure;
import dev.sluice.routing.health.Reachability;
import dev.sluice.routing.health.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * What follows of a member from some rounds, apart from whether it may serve reads.
 *
 * @param reachability whether it answers by them
 * @param verdict how it is by them
 * @param failure why it did not answer in the last of them; null when it did, or none has ended
 */
public record Judgement(
        Reachability reachability,
        Verdict verdict,
        @Nullable Failure failure) {

    /** Of no rounds. */
    public static final Judgement NONE = new Judgement(Reachability.UNKNOWN, Verdict.NOT_PROBED);

    /** Without a failure. */
    public Judgement(Reachability reachability, Verdict verdict) {
        this(reachability, verdict, null);
    }

    /** After no answer. */
    static Judgement failed(Reachability reachability, Failure failure, Verdict held) {
        return new Judgement(reachability, Verdict.failed(reachability, failure, held), failure);
    }
}
