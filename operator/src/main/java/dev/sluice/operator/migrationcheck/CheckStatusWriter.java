package dev.sluice.operator.migrationcheck;

import dev.sluice.api.v1alpha1.MigrationCheck;
import dev.sluice.api.v1alpha1.MigrationCheckStatus;
import dev.sluice.operator.kubernetes.EventRecorder;
import dev.sluice.operator.kubernetes.StatusPatch;
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
     * Writes it, unless the check has it.
     *
     * @param check as it is stored
     */
    void write(MigrationCheck check, MigrationCheckStatus now) {
        MigrationCheckStatus before = CheckStatuses.before(check);
        if (now.equals(before)) {
            return;
        }
        patch.apply(
                new MigrationCheck(), check, Long.parseLong(check.getMetadata().getResourceVersion()), now);
        for (CheckNotice notice : CheckNotice.between(before, now)) {
            LOG.log(notice.warning() ? Logger.Level.WARN : Logger.Level.INFO, notice.message());
            events.record(check, notice.warning(), notice.reason(), notice.message());
        }
    }
}
