package dev.sluice.operator.migrationcheck;

import dev.sluice.api.v1alpha1.MigrationCheck;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import jakarta.inject.Singleton;

/** Asks for reconciliations when nothing has changed, but a new leader has to look. */
@Singleton
class CheckWakeUps extends SimpleInboundEventSource<MigrationCheck> {

    CheckWakeUps() {
        super("wake-ups");
    }

    void wake(MigrationCheck check) {
        if (isRunning()) {
            propagateEvent(ResourceID.fromResource(check));
        }
    }
}
