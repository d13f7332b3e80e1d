package dev.sluice.operator.databasecluster;

import static dev.sluice.api.condition.ConditionStatus.FALSE;
import static dev.sluice.api.condition.ConditionStatus.TRUE;
import static dev.sluice.api.condition.ConditionStatus.UNKNOWN;

import dev.sluice.api.condition.Condition;
import dev.sluice.api.condition.ConditionStatus;
import dev.sluice.api.condition.ConditionType;
import dev.sluice.api.v1alpha1.DatabaseClusterStatus;
import dev.sluice.operator.cluster.ClusterState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Builds the conditions of a status; the only place that does. Pure. */
final class Conditions {

    private final long generation;
    private final @Nullable DatabaseClusterStatus before;
    private final Instant now;
    private final List<Condition> conditions = new ArrayList<>();

    private Conditions(long generation, @Nullable DatabaseClusterStatus before, Instant now) {
        this.generation = generation;
        this.before = before;
        this.now = now;
    }

    /** A condition's content without its history. */
    record Finding(ConditionStatus status, String reason, String message) {

        static Finding yes(String reason, String message) {
            return new Finding(TRUE, reason, message);
        }

        static Finding no(String reason, String message) {
            return new Finding(FALSE, reason, message);
        }

        static Finding unknown(String reason, String message) {
            return new Finding(UNKNOWN, reason, message);
        }
    }

    /** All conditions of a cluster that could be understood. */
    static List<Condition> of(
            ClusterState state, Publication publication, @Nullable DatabaseClusterStatus before, Instant now) {
        var findings = new ClusterFindings(state, publication);
        var made = new Conditions(state.plan().generation(), before, now);
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
        return List.copyOf(made.conditions);
    }

    /** The conditions of a resource whose spec this operator does not understand: not ready, the others unchanged. */
    static List<Condition> notUnderstood(
            long generation, List<String> paths, @Nullable DatabaseClusterStatus before, Instant now) {
        var made = new Conditions(generation, before, now);
        made.add(
                ConditionType.READY,
                Finding.no(
                        "SpecNotUnderstood",
                        "This operator cannot read " + String.join(", ", paths)
                                + ": the stored object does not fit the schema of this version. Apply the resource"
                                + " anew, or run the operator version that wrote it. What was published stays."));
        if (before != null) {
            before.conditions().stream()
                    .filter(condition -> !condition.has(ConditionType.READY))
                    .forEach(made.conditions::add);
        }
        return List.copyOf(made.conditions);
    }

    private void add(ConditionType type, Finding finding) {
        Optional<Condition> known = Optional.ofNullable(before).flatMap(status -> status.condition(type));
        Instant since = known.filter(condition -> condition.status() == finding.status())
                .map(Condition::lastTransitionTime)
                .orElse(now);
        conditions.add(Condition.of(type, finding.status(), finding.reason(), finding.message(), generation, since));
    }
}
