package dev.sluice.operator.cluster;

import dev.sluice.routing.health.Failure;
import dev.sluice.routing.health.Reachability;
import dev.sluice.routing.health.Thresholds;
import dev.sluice.routing.health.Verdict;

/**
 * What applications are told of a member. It is what is held true of it, but rounds in which nobody answered are held against
 * no member: the prober that sees nothing suspects itself.
 *
 * @param reachability by the rounds in which a member answered, be it this one or another
 * @param verdict by that
 */
public record Routed(Reachability reachability, Verdict verdict) {

    static final Routed UNPROBED = new Routed(Reachability.UNKNOWN, Verdict.NOT_PROBED);

    /** After a round in which it did not answer. */
    Routed silent(Failure failure, Sight sight, Verdict held, Thresholds thresholds) {
        if (sight.isBlind()) {
            return this;
        }
        Reachability next = reachability.next(false, thresholds);
        return new Routed(next, Verdict.failed(next, failure, held));
    }

    Routed judged(Verdict next) {
        return new Routed(reachability, next);
    }
}
