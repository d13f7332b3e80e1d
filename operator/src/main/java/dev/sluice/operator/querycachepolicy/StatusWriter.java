package dev.sluice.operator.querycachepolicy;

import dev.sluice.api.v1alpha1.QueryCachePolicy;
import dev.sluice.api.v1alpha1.QueryCachePolicyStatus;
import dev.sluice.operator.caching.PolicyId;
import dev.sluice.operator.kubernetes.EventRecorder;
import dev.sluice.operator.kubernetes.StatusPatch;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
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
    private final Map<PolicyId, Written> written = new ConcurrentHashMap<>();

    /** A status, and the resource's version that it made. */
    private record Written(QueryCachePolicyStatus status, long version) {}

    StatusWriter(StatusPatch patch, EventRecorder events) {
        this.patch = patch;
        this.events = events;
    }

    /**
     * The newer one of the status as this operator wrote it last and as the resource has it, which somebody else may have
     * written over; null when there is none.
     */
    @Nullable
    QueryCachePolicyStatus known(QueryCachePolicy policy) {
        Written mine = written.get(PolicyReader.id(policy));
        return mine != null && version(policy) <= mine.version() ? mine.status() : policy.getStatus();
    }

    void write(QueryCachePolicy policy, QueryCachePolicyStatus now) {
        QueryCachePolicyStatus before = known(policy);
        if (!StatusChange.isWorthWriting(before, now)) {
            return;
        }
        apply(policy, now);
        for (Notice notice : Notices.between(before, now, policy.getSpec())) {
            LOG.log(notice.warning() ? Logger.Level.WARN : Logger.Level.INFO, notice.message());
            events.record(policy, notice.warning(), notice.reason(), notice.message());
        }
    }

    /** Writes a status unless it is the one that is known already. */
    void writeIfChanged(QueryCachePolicy policy, QueryCachePolicyStatus now) {
        if (!now.equals(known(policy))) {
            apply(policy, now);
        }
    }

    void forget(PolicyId gone) {
        written.remove(gone);
    }

    void forgetAll() {
        written.clear();
    }

    private void apply(QueryCachePolicy policy, QueryCachePolicyStatus now) {
        var patched = new QueryCachePolicy();
        patched.setMetadata(new ObjectMetaBuilder()
                .withNamespace(policy.getMetadata().getNamespace())
                .withName(policy.getMetadata().getName())
                .withUid(policy.getMetadata().getUid())
                .withResourceVersion(Long.toString(newest(policy)))
                .build());
        patched.setStatus(now);
        long version = patch.apply(patched);
        written.put(PolicyReader.id(policy), new Written(now, version));
    }

    // A status that was computed from an older state of the resource is refused, so that one which a deposed leader has
    // under way does not land after its successor's.
    private long newest(QueryCachePolicy policy) {
        Written mine = written.get(PolicyReader.id(policy));
        return mine == null ? version(policy) : Math.max(mine.version(), version(policy));
    }

    // Versions grow: https://kubernetes.io/docs/reference/using-api/api-concepts/#resource-versions
    private static long version(QueryCachePolicy policy) {
        return Long.parseLong(policy.getMetadata().getResourceVersion());
    }
}
