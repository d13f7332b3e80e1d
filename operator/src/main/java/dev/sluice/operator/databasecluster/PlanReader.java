package dev.sluice.operator.databasecluster;

import dev.sluice.api.v1alpha1.DatabaseCluster;
import dev.sluice.api.v1alpha1.DatabaseClusterSpec;
import dev.sluice.api.v1alpha1.Routing.WhenNoReplica;
import dev.sluice.operator.access.ClusterAccess;
import dev.sluice.operator.cluster.ClusterId;
import dev.sluice.operator.cluster.ClusterPlan;
import dev.sluice.operator.cluster.Member;
import dev.sluice.operator.cluster.Rotation;
import dev.sluice.operator.kubernetes.HostName;
import dev.sluice.routing.health.LagLimits;
import dev.sluice.routing.health.Thresholds;
import dev.sluice.routing.topology.Fallback;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the plan that a resource's spec describes. */
final class PlanReader {

    private static final int MOST_SHOWN = 40;

    private PlanReader() {}

    static ClusterId id(DatabaseCluster cluster) {
        ObjectMeta metadata = cluster.getMetadata();
        return new ClusterId(metadata.getNamespace(), metadata.getName(), metadata.getUid());
    }

    /**
     * The plan of a resource.
     *
     * @param pods its members that are pods; null when the spec names no Service
     */
    static ClusterPlan plan(DatabaseCluster cluster, @Nullable PodMembers pods) {
        DatabaseClusterSpec spec = cluster.getSpec();
        List<Member> members = new ArrayList<>();
        String namespace = cluster.getMetadata().getNamespace();
        spec.members().forEach(member -> members.add(member(spec, member, namespace)));
        members.addAll(pods == null ? List.of() : pods.members());
        return new ClusterPlan(
                id(cluster),
                cluster.getMetadata().getGeneration(),
                spec.database(),
                members,
                pods == null ? null : pods.found(),
                ClusterAccess.of(spec),
                new ClusterPlan.Schedule(spec.probe().interval(), spec.probe().effectiveTimeout(), spec.paused()),
                new Thresholds(spec.probe().failureThreshold(), spec.probe().successThreshold()),
                new LagLimits(spec.lag().maxTime(), spec.lag().maxBytes()),
                spec.routing().whenNoReplica() == WhenNoReplica.FAIL ? Fallback.FAIL : Fallback.PRIMARY,
                acceptedTimeline(cluster),
                unreadableOrder(cluster));
    }

    private static Member member(DatabaseClusterSpec spec, dev.sluice.api.v1alpha1.Member member, String namespace) {
        var limits = new LagLimits(
                member.maxLag() == null ? spec.lag().maxTime() : member.maxLag(),
                spec.lag().maxBytes());
        return new Member(
                member.name(),
                HostName.of(member.host(), namespace),
                member.port(),
                member.weight(),
                member.zone(),
                member.maxLag(),
                limits,
                member.drain() ? Rotation.DRAINED : Rotation.IN,
                false);
    }

    private static @Nullable Integer acceptedTimeline(DatabaseCluster cluster) {
        String value = order(cluster);
        return value != null && isTimeline(value) ? Integer.valueOf(value) : null;
    }

    private static @Nullable String unreadableOrder(DatabaseCluster cluster) {
        String value = order(cluster);
        if (value == null || isTimeline(value)) {
            return null;
        }
        return value.length() <= MOST_SHOWN ? value : value.substring(0, MOST_SHOWN) + "…";
    }

    private static @Nullable String order(DatabaseCluster cluster) {
        var annotations = cluster.getMetadata().getAnnotations();
        return annotations == null ? null : annotations.get(DatabaseCluster.ACCEPT_TIMELINE_ANNOTATION);
    }

    private static boolean isTimeline(String value) {
        return value.matches("[1-9][0-9]{0,8}");
    }
}
