package dev.sluice.operator.health;

import dev.sluice.operator.leader.ControllerStart;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.RegisteredController;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Whether the controllers have started and all that they watch is known. */
@Readiness
@ApplicationScoped
class ControllerReadiness implements HealthCheck {

    private final ControllerStart start;
    private final Instance<Operator> operator;

    ControllerReadiness(ControllerStart start, Instance<Operator> operator) {
        this.start = start;
        this.operator = operator;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("controllers");
        if (!start.isOver()) {
            return response.down().withData("state", "starting").build();
        }
        boolean ready = true;
        for (RegisteredController<?> controller : controllers()) {
            Set<String> unhealthy = new TreeSet<>(
                    controller.getControllerHealthInfo().unhealthyEventSources().keySet());
            ready &= unhealthy.isEmpty();
            response.withData(
                    controller.getConfiguration().getName(),
                    unhealthy.isEmpty() ? "OK" : "waits for " + String.join(", ", unhealthy));
        }
        return response.status(ready).build();
    }

    @SuppressWarnings({"rawtypes", "unchecked"}) // as the SDK gives them
    private Set<RegisteredController<?>> controllers() {
        return (Set) operator.get().getRegisteredControllers();
    }
}
