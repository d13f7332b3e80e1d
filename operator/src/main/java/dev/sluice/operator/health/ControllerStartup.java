package dev.sluice.operator.health;

import dev.sluice.operator.leader.ControllerStart;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;
import org.jspecify.annotations.Nullable;

/**
 * Whether the controllers have started and it was looked whether all is there, or that takes long. The kubelet asks this each second and only then whether the replica is
 * ready, which it asks more rarely: asked a moment too early, a pod would be ready some seconds later than it could be. What
 * takes long is for the readiness to tell; a restart would not help.
 */
@Startup
@ApplicationScoped
class ControllerStartup implements HealthCheck {

    private static final Duration LONG = Duration.ofSeconds(10);

    private final ControllerStart start;
    private final Prerequisites prerequisites;
    private final Clock clock;
    private @Nullable Instant asked;

    ControllerStartup(ControllerStart start, @Readiness Prerequisites prerequisites, Clock clock) {
        this.start = start;
        this.prerequisites = prerequisites;
        this.clock = clock;
    }

    @Override
    public synchronized HealthCheckResponse call() {
        Instant now = clock.instant();
        asked = asked == null ? now : asked;
        return HealthCheckResponse.named("controllers started")
                .status((start.isOver() && prerequisites.haveBeenLookedAt()) || now.isAfter(asked.plus(LONG)))
                .build();
    }
}
