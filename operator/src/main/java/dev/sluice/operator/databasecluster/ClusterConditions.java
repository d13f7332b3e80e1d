package dev.sluice.operator.databasecluster;

import dev.sluice.api.condition.Condition;
import dev.sluice.api.condition.ConditionType;
import dev.sluice.operator.cluster.ClusterState;
import dev.sluice.operator.condition.Conditions;
import java.time.Instant;
import java.util.List;

/** The conditions of a cluster that could be understood. Pure. */
final class ClusterConditions {

    private ClusterConditions() {}

    /**
     * All of them.
     *
     * @param generation that of the spec by which the state was found
     * @param before those before, which say since when something holds
     */
    static List<Condition> of(
            ClusterState state, long generation, Publication publication, List<Condition> before, Instant now) {
        var findings = new ClusterFindings(state, publication);
        var made = new Conditions(generation, before, now);
        made.add(ConditionType.READY, findings.ready());
        made.add(ConditionType.PRIMARY_REACHABLE, findings.primaryReachable());
        made.add(ConditionType.REPLICAS_HEALTHY, findings.replicasHealthy());
        MembershipFindings.replicasFound(state).ifPresent(finding -> made.add(ConditionType.REPLICAS_FOUND, finding));
        made.add(ConditionType.ENDPOINTS_PUBLISHED, findings.endpointsPublished());
        findings.copiesPublished().ifPresent(finding -> made.add(ConditionType.COPIES_PUBLISHED, finding));
        made.add(ConditionType.CREDENTIALS_RESOLVED, findings.credentialsResolved());
        made.add(ConditionType.PRIVILEGES_SUFFICIENT, findings.privilegesSufficient());
        findings.splitBrain().ifPresent(finding -> made.add(ConditionType.SPLIT_BRAIN, finding));
        findings.probeBlind().ifPresent(finding -> made.add(ConditionType.PROBE_BLIND, finding));
        return made.all();
    }
}
