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
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A clean stop: ends the probes, then the reconciliation, then gives the lease back, so that the next replica need not
 * wait until it runs out.
 */
@ApplicationScoped
class HandOver {

    private static final Logger LOG = Logger.getLogger(HandOver.class);

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
            release();
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
            if (lease == null || !isOurs(lease.getSpec().getHolderIdentity())) {
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
