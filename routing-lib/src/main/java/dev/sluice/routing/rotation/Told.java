package dev.sluice.routing.rotation;

import dev.sluice.routing.health.Reason;
import dev.sluice.routing.health.Verdict;
import dev.sluice.routing.topology.EndpointState;
import dev.sluice.routing.topology.Topology;
import java.util.Optional;

/**
 * What a writer's own last answer said.
 *
 * @param address its host and port
 * @param said its database and, unless it is a standby, its timeline
 */
record Told(String address, Baseline said) {

    private static final String MEANT =
            " If that is meant, as after a restore, the operator must accept it first (sluice.dev/accept-timeline).";

    /**
     * How the answer proves that the server is not the document's primary; empty when it does not, or when either side
     * tells nothing. A higher timeline proves nothing: the document may be behind a promotion.
     */
    Optional<Verdict> against(Topology document) {
        String system = document.systemIdentifier();
        if (system != null && said.systemIdentifier() != null && !system.equals(said.systemIdentifier())) {
            return wrong(
                    Reason.ForeignSystem,
                    "has the system identifier " + said.systemIdentifier() + ", the document says " + system
                            + ": it is another database. Correct host and port in the DatabaseCluster.");
        }
        Integer timeline = document.timeline();
        if (timeline != null && said.timeline() != null && said.timeline() < timeline) {
            return wrong(
                    Reason.StaleTimeline,
                    "is on timeline " + said.timeline() + ", the document says " + timeline
                            + ": it is an old primary, or the document is ahead of it. Make it a standby of the right"
                            + " primary.");
        }
        return Optional.empty();
    }

    private Optional<Verdict> wrong(Reason reason, String what) {
        return Optional.of(
                new Verdict(EndpointState.WRONG_ROLE, reason, "The primary at " + address + " " + what + MEANT));
    }
}
