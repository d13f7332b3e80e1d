package dev.sluice.operator.querycachepolicy;

import dev.sluice.api.v1alpha1.QueryCachePolicy;
import dev.sluice.api.v1alpha1.QueryCachePolicyStatus;
import dev.sluice.operator.caching.PolicyId;
import dev.sluice.operator.kubernetes.EventRecorder;
import dev.sluice.operator.kubernetes.StatusPatch;
import dev.sluice.operator.kubernetes.WrittenStatuses;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes a status when it says something new, and tells as events and in the log what that is. Thread-safe for different
 * resources.
 */
@ApplicationScoped
class StatusWriter {

    private static final Logger LOG = Logger.getLogger(StatusWriter.class);

    private final EventRecorder events;
    private final WrittenStatuses<PolicyId, QueryCachePolicy, QueryCachePolicyStatus> written;

    StatusWriter(StatusPatch patch, EventRecorder events) {
        this.events = events;
        written = new WrittenStatuses<>(patch, QueryCachePolicy::new, PolicyReader::id);
    }

    /** The newest status; null when there is none. */
    @Nullable
    QueryCachePolicyStatus known(QueryCachePolicy policy) {
        return written.known(policy);
    }

    void write(QueryCachePolicy policy, QueryCachePolicyStatus now) {
        QueryCachePolicyStatus before = known(policy);
        if (!StatusChange.isWorthWriting(before, now)) {
            return;
        }
        written.write(policy, now);
        for (Notice notice : Notices.between(before, now, policy.getSpec())) {
            LOG.log(notice.warning() ? Logger.Level.WARN : Logger.Level.INFO, notice.message());
            events.record(policy, notice.warning(), notice.reason(), notice.message());
        }
    }

    /** Writes a status unless it is the one that is known already. */
    void writeIfChanged(QueryCachePolicy policy, QueryCachePolicyStatus now) {
        if (!now.equals(known(policy))) {
            written.write(policy, now);
        }
    }

    void forget(PolicyId gone) {
        written.forget(gone);
    }

    void forgetAll() {
        written.forgetAll();
    }
}
