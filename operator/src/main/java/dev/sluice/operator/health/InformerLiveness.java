package dev.sluice.operator.health;

import dev.sluice.operator.leader.ControllerStart;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.health.EventSourceHealthIndicator;
import io.javaoperatorsdk.operator.health.InformerHealthIndicator;
import io.javaoperatorsdk.operator.health.InformerWrappingEventSourceHealthIndicator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
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

    private final ControllerStart start;
    private final Instance<Operator> operator;
    private final Clock clock;
    private @Nullable Instant unhealthySince;

    InformerLiveness(ControllerStart start, Instance<Operator> operator, Clock clock) {
        this.start = start;
        this.operator = operator;
        this.clock = clock;
    }

    @Override
    public synchronized HealthCheckResponse call() {
        boolean healthy = !start.isOver() || noneHasEnded();
        Instant now = clock.instant();
        if (healthy) {
            unhealthySince = null;
        } else if (unhealthySince == null) {
            unhealthySince = now;
        }
        boolean alive = unhealthySince == null || now.isBefore(unhealthySince.plus(PATIENCE));
        return HealthCheckResponse.named("informers").status(alive).build();
    }

    // One that is refused runs: it goes on to ask, which a restart would do no better.
    private boolean noneHasEnded() {
        return operator.get().getRuntimeInfo().unhealthyEventSources().values().stream()
                .flatMap(sources -> sources.values().stream())
                .allMatch(InformerLiveness::goesOn);
    }

    private static boolean goesOn(EventSourceHealthIndicator source) {
        return source instanceof InformerWrappingEventSourceHealthIndicator<?> informers
                && informers.informerHealthIndicators().values().stream().allMatch(InformerHealthIndicator::isRunning);
    }
}
