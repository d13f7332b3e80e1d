package dev.sluice.operator.fleet;

import dev.sluice.operator.cluster.ClusterId;
import dev.sluice.operator.probe.Observation;
import java.time.Duration;

/** Is told of each probe and each round; must not block. */
public interface ProbeMeter {

    /** One probe has ended. */
    void probed(ClusterId cluster, String member, Observation observation);

    /** A round has begun, by so much later than it was due. */
    void began(Duration delay);

    /** The member is no longer probed. */
    void forget(ClusterId cluster, String member);

    /** The cluster is no longer watched. */
    void forget(ClusterId cluster);
}
