package dev.sluice.operator.databasecluster;

import dev.sluice.api.v1alpha1.DatabaseCluster;
import dev.sluice.api.v1alpha1.DatabaseClusterStatus;
import dev.sluice.operator.cluster.ClusterId;
import dev.sluice.operator.cluster.ClusterPlan;
import dev.sluice.operator.kubernetes.EventRecorder;
import dev.sluice.operator.kubernetes.StatusPatch;
import dev.sluice.operator.kubernetes.WrittenStatuses;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/**
 * Writes a status when it says something new, and tells as events and in the log what that is. Thread-safe for different
 * resources.
 */
@ApplicationScoped
class StatusWriter {

    private static final Logger LOG = Logger.getLogger(StatusWriter.class);

    private final EventRecorder events;
    private final WrittenStatuses<ClusterId, DatabaseCluster, DatabaseClusterStatus> written;

    /** By which plan the status was made that was written last, where there was one. */
    private final Map<ClusterId, ClusterPlan> plans = new ConcurrentHashMap<>();

    StatusWriter(StatusPatch patch, EventRecorder events) {
        this.events = events;
        written = new WrittenStatuses<>(patch, DatabaseCluster::new, PlanReader::id);
    }

    /** The newest status; null when there is none. */
    @Nullable
    DatabaseClusterStatus known(DatabaseCluster cluster) {
        return written.known(cluster);
    }

    void write(DatabaseCluster cluster, DatabaseClusterStatus now, ClusterPlan plan) {
        DatabaseClusterStatus before = known(cluster);
        if (!StatusChange.isWorthWriting(before, now, plan)) {
            return;
        }
        written.write(cluster, now);
        ClusterPlan planBefore = plans.put(PlanReader.id(cluster), plan);
        for (Notice notice : Notices.between(before, planBefore, now, plan)) {
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

    /** Writes a status that no plan has made, unless it is the one that is known already. */
    void writeIfChanged(DatabaseCluster cluster, DatabaseClusterStatus now) {
        if (!now.equals(known(cluster))) {
            written.write(cluster, now);
            plans.remove(PlanReader.id(cluster));
        }
    }

    void forget(ClusterId gone) {
        written.forget(gone);
        plans.remove(gone);
    }

    void forgetAll() {
        written.forgetAll();
        plans.clear();
    }
}
