package dev.sluice.operator.metrics;

import io.prometheus.client.CollectorRegistry;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes the registry one: by default every injection point would get its own, and what is put there be shown nowhere. */
@Singleton
class SharedRegistry {

    @Produces
    @Singleton
    CollectorRegistry registry() {
        return new CollectorRegistry(true);
    }
}
