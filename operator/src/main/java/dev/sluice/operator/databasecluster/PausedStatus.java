package dev.sluice.operator.databasecluster;

import dev.sluice.api.condition.Condition;
import dev.sluice.api.condition.ConditionType;
import dev.sluice.api.v1alpha1.DatabaseClusterStatus;
import dev.sluice.api.v1alpha1.MemberStatus;
import dev.sluice.operator.cluster.ClusterState;
import dev.sluice.operator.cluster.MemberState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The status of a paused cluster that this operator has never probed: what an operator before has found stays, and what
 * has become of publishing is told anew. Pure.
 */
final class PausedStatus {

    /** What does not come from probes. */
    private static final List<ConditionType> TOLD_ANEW = List.of(
            ConditionType.READY,
            ConditionType.REPLICAS_FOUND,
            ConditionType.ENDPOINTS_PUBLISHED,
            ConditionType.COPIES_PUBLISHED);

    private PausedStatus() {}

    static DatabaseClusterStatus of(
            ClusterState resumed, Publication publication, DatabaseClusterStatus before, Instant now) {
        DatabaseClusterStatus rendered = StatusRenderer.render(resumed, publication, before, now);
        return new DatabaseClusterStatus(
                rendered.observedGeneration(),
                conditions(rendered, before),
                rendered.primary(),
                rendered.timeline(),
                rendered.systemIdentifier(),
                rendered.acceptedTimeline(),
                rendered.replicas(),
                before.maxLag(),
                before.maxLagSeconds(),
                before.averageLagSeconds(),
                resumed.members().stream().map(member -> member(member, before)).toList(),
                rendered.endpoints());
    }

    private static List<Condition> conditions(DatabaseClusterStatus rendered, DatabaseClusterStatus before) {
        List<Condition> conditions = new ArrayList<>();
        for (Condition condition : rendered.conditions()) {
            Optional<Condition> found = TOLD_ANEW.stream().anyMatch(condition::has)
                    ? Optional.empty()
                    : before.conditions().stream()
                            .filter(known -> known.type().equals(condition.type()))
                            .findFirst();
            conditions.add(found.orElse(condition));
        }
        before.conditions().stream()
                .filter(known -> TOLD_ANEW.stream().noneMatch(known::has))
                .filter(known ->
                        conditions.stream().noneMatch(made -> made.type().equals(known.type())))
                .forEach(conditions::add);
        return conditions;
    }

    private static MemberStatus member(MemberState resumed, DatabaseClusterStatus before) {
        MemberStatus rendered = MemberStatuses.of(resumed);
        return before.member(rendered.name())
                .filter(known ->
                        Objects.equals(rendered.host(), known.host()) && Objects.equals(rendered.port(), known.port()))
                .filter(known -> rendered.state() == known.state())
                .orElse(rendered);
    }
}
