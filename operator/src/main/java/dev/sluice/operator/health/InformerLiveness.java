package dev.sluice.operator.health;

import io.javaoperatorsdk.operator.Operator;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.jspecify.annotations.Nullable;

/**
 * Whether the watches on the API server live. An informer that has ended does not come back by itself: the process looks
 * alive and reacts to nothing. For a while it is let be, since an API server that restarts ends watches too.
 */
@Liveness
@ApplicationScoped
class InformerLiveness implements HealthCheck {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Operator operator;
    private final Clock clock;
    private @Nullable Instant unhealthySince;

    InformerLiveness(Operator operator, Clock clock) {
        this.operator = operator;
        this.clock = clock;
    }

    @Override
    public synchronized HealthCheckResponse call() {
        boolean healthy = operator.getRuntimeInfo().allEventSourcesAreHealthy();
        Instant now = clock.instant();
        if (healthy) {
            unhealthySince = null;
        } else if (unhealthySince == null) {
            unhealthySince = now;
        }
        boolean alive = unhealthySince == null || now.isBefore(unhealthySince.plus(PATIENCE));
        return HealthCheckResponse.named("informers").status(alive).build();
    }
}
