package dev.sluice.operator.databasecluster;

import dev.sluice.api.condition.Condition;
import dev.sluice.api.v1alpha1.Credentials;
import dev.sluice.api.v1alpha1.DatabaseCluster;
import dev.sluice.api.v1alpha1.DatabaseClusterSpec;
import dev.sluice.api.v1alpha1.DatabaseClusterStatus;
import dev.sluice.api.v1alpha1.EndpointsSpec;
import dev.sluice.api.v1alpha1.Member;
import dev.sluice.api.v1alpha1.MemberState;
import dev.sluice.api.v1alpha1.MemberStatus;
import dev.sluice.operator.cluster.ClusterState;
import dev.sluice.operator.cluster.PlanBuilder;
import dev.sluice.operator.cluster.Story;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Resources and statuses as the API server would have them. */
final class Resources {

    static final Publication PUBLISHED =
            new Publication.Done("db-endpoints", 7, Story.START, Publication.Hold.NOTHING, null);

    private Resources() {}

    /** The resource that {@link PlanBuilder} makes plans of: these members, the first one the primary. */
    static DatabaseCluster cluster(String... members) {
        List<Member> all = Arrays.stream(members)
                .map(name -> Member.of(name, name + ".example", 5432))
                .toList();
        return cluster(
                DatabaseClusterSpec.of("app", Credentials.of("db-probe"), all.get(0), all.subList(1, all.size())));
    }

    static DatabaseCluster cluster(DatabaseClusterSpec spec) {
        var cluster = new DatabaseCluster();
        cluster.setMetadata(new ObjectMetaBuilder()
                .withNamespace(PlanBuilder.ID.namespace())
                .withName(PlanBuilder.ID.name())
                .withUid(PlanBuilder.ID.uid())
                .withGeneration(1L)
                .build());
        cluster.setSpec(spec);
        return cluster;
    }

    static DatabaseCluster labelled(Map<String, String> labels) {
        DatabaseClusterSpec spec = cluster("p", "r1").getSpec();
        return cluster(new DatabaseClusterSpec(
                spec.database(),
                spec.credentials(),
                spec.tls(),
                spec.primary(),
                spec.replicas(),
                spec.replicasFrom(),
                spec.probe(),
                spec.lag(),
                spec.routing(),
                new EndpointsSpec(null, labels, List.of()),
                false));
    }

    static DatabaseClusterStatus status(ClusterState state, @Nullable DatabaseClusterStatus before) {
        return StatusRenderer.render(state, PUBLISHED, before, Story.START);
    }

    /** The status with one member's entry changed. */
    static DatabaseClusterStatus with(DatabaseClusterStatus status, String member, UnaryOperator<MemberStatus> change) {
        return with(
                status,
                status.conditions(),
                status.members().stream()
                        .map(m -> m.name().equals(member) ? change.apply(m) : m)
                        .toList());
    }

    static DatabaseClusterStatus with(DatabaseClusterStatus s, List<Condition> conditions, List<MemberStatus> members) {
        return new DatabaseClusterStatus(
                s.observedGeneration(),
                conditions,
                s.primary(),
                s.timeline(),
                s.systemIdentifier(),
                s.acceptedTimeline(),
                s.replicas(),
                s.maxLag(),
                s.maxLagSeconds(),
                s.averageLagSeconds(),
                members,
                s.endpoints());
    }

    static DatabaseClusterStatus with(
            DatabaseClusterStatus s, long generation, @Nullable String primary, @Nullable Integer timeline) {
        return new DatabaseClusterStatus(
                generation,
                s.conditions(),
                primary,
                timeline,
                s.systemIdentifier(),
                s.acceptedTimeline(),
                s.replicas(),
                s.maxLag(),
                s.maxLagSeconds(),
                s.averageLagSeconds(),
                s.members(),
                s.endpoints());
    }

    /** A member's entry with another state. */
    static MemberStatus state(MemberStatus m, MemberState state, String reason, int failures) {
        return new MemberStatus(
                m.name(),
                m.host(),
                m.port(),
                m.role(),
                state,
                reason,
                m.message(),
                m.lagSeconds(),
                m.lagBytes(),
                m.transportLagBytes(),
                m.replayLagBytes(),
                m.latencyMillis(),
                failures,
                m.lastTransitionTime());
    }

    /** A member's entry with other figures. */
    static MemberStatus figures(
            MemberStatus m,
            @Nullable Double lagSeconds,
            @Nullable Long lagBytes,
            @Nullable Long latency,
            int failures) {
        return new MemberStatus(
                m.name(),
                m.host(),
                m.port(),
                m.role(),
                m.state(),
                m.reason(),
                m.message(),
                lagSeconds,
                lagBytes,
                m.transportLagBytes(),
                m.replayLagBytes(),
                latency,
                failures,
                m.lastTransitionTime());
    }
}
