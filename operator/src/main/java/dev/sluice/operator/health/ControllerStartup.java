package dev.sluice.operator.health;

import dev.sluice.operator.leader.ControllerStart;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;

/**
 * Whether the controllers have started. The kubelet asks this each second and only then whether the replica is ready, which
 * it asks more rarely: asked a moment too early, a pod would be ready some seconds later than it could be.
 */
@Startup
@ApplicationScoped
class ControllerStartup implements HealthCheck {

    private final ControllerStart start;

    ControllerStartup(ControllerStart start) {
        this.start = start;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("controllers started")
                .status(start.isOver())
                .build();
    }
}
