package dev.sluice.operator.health;

import dev.sluice.operator.fleet.Heartbeat;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Whether rounds of probes begin when they are due. If none does, the event loops hang and a restart helps. */
@Liveness
@ApplicationScoped
class LoopLiveness implements HealthCheck {

    private final Heartbeat heartbeat;

    LoopLiveness(Heartbeat heartbeat) {
        this.heartbeat = heartbeat;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("probe loop")
                .status(heartbeat.beats())
                .withData("secondsSinceBeat", heartbeat.age().toSeconds())
                .build();
    }
}
