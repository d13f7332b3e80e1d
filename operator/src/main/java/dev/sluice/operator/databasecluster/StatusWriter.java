package dev.sluice.operator.databasecluster;

import dev.sluice.api.v1alpha1.DatabaseCluster;
import dev.sluice.api.v1alpha1.DatabaseClusterStatus;
import dev.sluice.operator.cluster.ClusterId;
import dev.sluice.operator.cluster.ClusterPlan;
import dev.sluice.operator.kubernetes.EventRecorder;
import dev.sluice.operator.kubernetes.StatusPatch;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/**
 * Writes a status when it says something new, and tells as events and in the log what that is. Remembers what it wrote,
 * since the informer's copy of a resource may still be the one before. Thread-safe for different resources.
 */
@ApplicationScoped
class StatusWriter {

    private static final Logger LOG = Logger.getLogger(StatusWriter.class);

    private final StatusPatch patch;
    private final EventRecorder events;
    private final Map<ClusterId, Written> written = new ConcurrentHashMap<>();

    /** A status, the resource's version that it made, and the plan that it was made by where there was one. */
    private record Written(
            DatabaseClusterStatus status,
            long version,
            @Nullable ClusterPlan plan) {}

    StatusWriter(StatusPatch patch, EventRecorder events) {
        this.patch = patch;
        this.events = events;
    }

    /**
     * The newer one of the status as this operator wrote it last and as the resource has it, which somebody else may have
     * written over; null when there is none.
     */
    @Nullable
    DatabaseClusterStatus known(DatabaseCluster cluster) {
        Written mine = written.get(PlanReader.id(cluster));
        return mine != null && version(cluster) <= mine.version() ? mine.status() : cluster.getStatus();
    }

    void write(DatabaseCluster cluster, DatabaseClusterStatus now, ClusterPlan plan) {
        DatabaseClusterStatus before = known(cluster);
        if (!StatusChange.isWorthWriting(before, now, plan)) {
            return;
        }
        Written mine = written.get(PlanReader.id(cluster));
        apply(cluster, now, plan);
        for (Notice notice : Notices.between(before, mine == null ? null : mine.plan(), now, plan)) {
            log(notice);
            events.record(cluster, notice.warning(), notice.reason(), notice.message());
        }
    }

    private static void log(Notice notice) {
        if (notice.member() != null) {
            MDC.put("member", notice.member());
        }
        LOG.log(notice.warning() ? Logger.Level.WARN : Logger.Level.INFO, notice.message());
        MDC.remove("member");
    }

    /** Writes a status unless it is the one that is known already. */
    void writeIfChanged(DatabaseCluster cluster, DatabaseClusterStatus now) {
        if (!now.equals(known(cluster))) {
            apply(cluster, now, null);
        }
    }

    void forget(ClusterId gone) {
        written.remove(gone);
    }

    void forgetAll() {
        written.clear();
    }

    private void apply(DatabaseCluster cluster, DatabaseClusterStatus now, @Nullable ClusterPlan plan) {
        var patched = new DatabaseCluster();
        patched.setMetadata(new ObjectMetaBuilder()
                .withNamespace(cluster.getMetadata().getNamespace())
                .withName(cluster.getMetadata().getName())
                .withUid(cluster.getMetadata().getUid())
                .withResourceVersion(Long.toString(newest(cluster)))
                .build());
        patched.setStatus(now);
        long version = patch.apply(patched);
        written.put(PlanReader.id(cluster), new Written(now, version, plan));
    }

    // A status that was computed from an older state of the resource is refused, so that one which a deposed leader has
    // under way does not land after its successor's.
    private long newest(DatabaseCluster cluster) {
        Written mine = written.get(PlanReader.id(cluster));
        return mine == null ? version(cluster) : Math.max(mine.version(), version(cluster));
    }

    // Versions grow: https://kubernetes.io/docs/reference/using-api/api-concepts/#resource-versions
    private static long version(DatabaseCluster cluster) {
        return Long.parseLong(cluster.getMetadata().getResourceVersion());
    }
}
