package dev.sluice.operator.leader;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.Operator;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A clean stop: ends the probes, then the reconciliation, then gives the lease back, so that the next replica need not
 * wait until it runs out.
 */
@ApplicationScoped
class HandOver {

    private static final Logger LOG = Logger.getLogger(HandOver.class);

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Leadership leadership;
    private final LeaseSettings settings;
    private final KubernetesClient client;
    private final Instance<Operator> operator;

    HandOver(Leadership leadership, LeaseSettings settings, KubernetesClient client, Instance<Operator> operator) {
        this.leadership = leadership;
        this.settings = settings;
        this.client = client;
        this.operator = operator;
    }

    void stop(@Observes @Priority(1) ShutdownEvent event) {
        boolean led = leadership.leads();
        leadership.stop();
        operator.get().stop();
        if (led) {
            releaseInTime();
        }
    }

    // An API server that accepts and never answers must not delay the end: the lease runs out by itself.
    private void releaseInTime() {
        try {
            CompletableFuture.runAsync(this::release).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.warnf("The lease could not be given back within %d s, so it runs out by itself", PATIENCE.toSeconds());
        } catch (ExecutionException e) {
            LOG.warn("The lease could not be given back, so it runs out by itself", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isOurs(@Nullable String holder) {
        return holder != null && holder.startsWith(settings.identity() + "_");
    }

    private void release() {
        String namespace = settings.namespace().orElseGet(client::getNamespace);
        try {
            Lease lease = client.leases()
                    .inNamespace(namespace)
                    .withName(settings.name())
                    .get();
            if (lease == null
                    || lease.getSpec() == null
                    || !isOurs(lease.getSpec().getHolderIdentity())) {
                return;
            }
            lease.getSpec().setHolderIdentity("");
            lease.getSpec().setLeaseDurationSeconds(1);
            client.resource(lease).update();
            LOG.info("The lease is given back");
        } catch (KubernetesClientException e) {
            LOG.warnf("The lease could not be given back, so it runs out by itself: %s", e.getMessage());
        }
    }
}
