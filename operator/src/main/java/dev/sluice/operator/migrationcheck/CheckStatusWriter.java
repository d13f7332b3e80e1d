package dev.sluice.operator.migrationcheck;

import dev.sluice.api.v1alpha1.MigrationCheck;
import dev.sluice.api.v1alpha1.MigrationCheckStatus;
import dev.sluice.operator.kubernetes.EventRecorder;
import dev.sluice.operator.kubernetes.StatusPatch;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Writes a status when it says something new, and tells as events and in the log what that is. Thread-safe. */
@ApplicationScoped
class CheckStatusWriter {

    private static final Logger LOG = Logger.getLogger(CheckStatusWriter.class);

    private final StatusPatch patch;
    private final EventRecorder events;

    CheckStatusWriter(StatusPatch patch, EventRecorder events) {
        this.patch = patch;
        this.events = events;
    }

    /**
     * Writes it, unless the check has it. One that was computed from an older state of the resource is refused by the API
     * server, so that a deposed leader's does not land after its successor's.
     *
     * @param check as it is stored
     */
    void write(MigrationCheck check, MigrationCheckStatus now) {
        MigrationCheckStatus before = CheckStatuses.before(check);
        if (now.equals(before)) {
            return;
        }
        var patched = new MigrationCheck();
        patched.setMetadata(new ObjectMetaBuilder()
                .withNamespace(check.getMetadata().getNamespace())
                .withName(check.getMetadata().getName())
                .withUid(check.getMetadata().getUid())
                .withResourceVersion(check.getMetadata().getResourceVersion())
                .build());
        patched.setStatus(now);
        patch.apply(patched);
        for (CheckNotice notice : CheckNotice.between(before, now)) {
            LOG.log(notice.warning() ? Logger.Level.WARN : Logger.Level.INFO, notice.message());
            events.record(check, notice.warning(), notice.reason(), notice.message());
        }
    }
}
