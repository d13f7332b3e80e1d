package dev.sluice.operator.cluster;

import dev.sluice.operator.access.AccessResult;
import dev.sluice.operator.probe.Observation;
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
}
