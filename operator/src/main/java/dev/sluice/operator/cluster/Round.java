package dev.sluice.operator.cluster;

import dev.sluice.operator.access.AccessResult;
import dev.sluice.operator.probe.Observation;
import dev.sluice.routing.health.Reachability;
import dev.sluice.routing.health.Thresholds;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one round of probes brought.
 *
 * @param observations by the member's name
 * @param generation of the spec that it asked by
 * @param denied why the Secrets gave no access, null when they did or were not needed
 * @param endedAt when the last probe of the round ended
 */
public record Round(
        Map<String, Observation> observations, long generation, AccessResult.@Nullable Denied denied, Instant endedAt) {

    public Round {
        observations = Map.copyOf(observations);
    }

    /** What the prober saw in it. */
    Sight sight() {
        return Sight.of(observations.values());
    }

    /** Whether a member answers, by the rounds up to this one in which it or another one did. */
    Reachability reachability(MemberState before, Thresholds thresholds) {
        Observation seen = observations.get(before.member().name());
        Reachability known = before.held().reachability();
        return seen == null || sight().isBlind() ? known : known.next(seen instanceof Observation.Answered, thresholds);
    }
}
