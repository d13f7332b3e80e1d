package dev.sluice.operator.kubernetes;

import io.javaoperatorsdk.operator.api.config.Utils;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Log lines name cluster and member; the operator SDK's seven fields of its own about the resource are left out. */
@Singleton
class LogContext {

    // The SDK reads it once, when the first event arrives.
    void begin(@Observes @Priority(1) StartupEvent event) {
        System.setProperty(Utils.USE_MDC_ENV_KEY, "false");
    }
}
