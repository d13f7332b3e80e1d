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
    private final Map<ClusterId, DatabaseClusterStatus> written = new ConcurrentHashMap<>();

    StatusWriter(StatusPatch patch, EventRecorder events) {
        this.patch = patch;
        this.events = events;
    }

    /** The status as this operator wrote it last, else as the resource has it; null when there is none. */
    @Nullable
    DatabaseClusterStatus known(DatabaseCluster cluster) {
        DatabaseClusterStatus mine = written.get(PlanReader.id(cluster));
        return mine == null ? cluster.getStatus() : mine;
    }

    void write(DatabaseCluster cluster, DatabaseClusterStatus now, ClusterPlan plan) {
        DatabaseClusterStatus before = known(cluster);
        if (!StatusChange.isWorthWriting(before, now, plan)) {
            return;
        }
        apply(cluster, now);
        for (Notice notice : Notices.between(before, now, plan)) {
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
            apply(cluster, now);
        }
    }

    void forget(ClusterId gone) {
        written.remove(gone);
    }

    void forgetAll() {
        written.clear();
    }

    private void apply(DatabaseCluster cluster, DatabaseClusterStatus now) {
        var patched = new DatabaseCluster();
        patched.setMetadata(new ObjectMetaBuilder()
                .withNamespace(cluster.getMetadata().getNamespace())
                .withName(cluster.getMetadata().getName())
                .withUid(cluster.getMetadata().getUid())
                .build());
        patched.setStatus(now);
        patch.apply(patched);
        written.put(PlanReader.id(cluster), now);
    }
}
