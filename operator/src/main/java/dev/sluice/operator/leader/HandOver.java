package dev.sluice.operator.leader;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.javaoperatorsdk.operator.Operator;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
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
    private static final String HOLDER = "/spec/holderIdentity";

    /** What the API server answers to a patch whose test fails, and to one that others were quicker than too often. */
    private static final Set<Integer> WRITTEN_MEANWHILE = Set.of(422, HttpURLConnection.HTTP_CONFLICT);

    private final ControllerStart start;
    private final Leadership leadership;
    private final LeaseSettings settings;
    private final KubernetesClient client;
    private final Instance<Operator> operator;
    private final AtomicBoolean told = new AtomicBoolean();

    HandOver(
            ControllerStart start,
            Leadership leadership,
            LeaseSettings settings,
            KubernetesClient client,
            Instance<Operator> operator) {
        this.start = start;
        this.leadership = leadership;
        this.settings = settings;
        this.client = client;
        this.operator = operator;
    }

    void stop(@Observes @Priority(1) ShutdownEvent event) {
        leadership.stop();
        if (start.isOver()) {
            operator.get().stop();
            // Also where it has just stepped back: the lease may carry its name for a while yet.
            releaseInTime();
        }
    }

    // An API server that accepts and never answers must not delay the end: the lease runs out by itself.
    private void releaseInTime() {
        try {
            CompletableFuture.runAsync(this::release).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            tooLate();
        } catch (ExecutionException e) {
            LOG.warn("The lease could not be given back, so it runs out by itself", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    // Both wait for the same time, and either may be the first whose is over.
    private void tooLate() {
        if (!told.getAndSet(true)) {
            LOG.warnf("The lease could not be given back within %d s, so it runs out by itself", PATIENCE.toSeconds());
        }
    }

    private boolean isOurs(@Nullable String holder) {
        return holder != null && holder.startsWith(settings.holder() + "_");
    }

    private void release() {
        try {
            // What an elector has under way would take again what is given back.
            if (!leadership.isAtRest(PATIENCE)) {
                tooLate();
                return;
            }
            boolean done = false;
            while (!done) {
                done = releaseUnlessWritten();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (KubernetesClientException e) {
            LOG.warnf("The lease could not be given back, so it runs out by itself: %s", e.getMessage());
        }
    }

    /** Gives the lease back if it is ours; false when somebody wrote to it meanwhile, to be tried again. */
    private boolean releaseUnlessWritten() {
        Resource<Lease> named =
                client.leases().inNamespace(leadership.namespace()).withName(settings.name());
        Lease lease = named.get();
        if (lease == null || lease.getSpec() == null || !isOurs(lease.getSpec().getHolderIdentity())) {
            return true;
        }
        try {
            named.patch(
                    PatchContext.of(PatchType.JSON), givenBack(lease.getSpec().getHolderIdentity()));
        } catch (KubernetesClientException e) {
            if (WRITTEN_MEANWHILE.contains(e.getCode())) {
                return false;
            }
            throw e;
        }
        LOG.info("The lease is given back");
        return true;
    }

    /** A JSON patch (RFC 6902): whoever has taken the lease meanwhile keeps it. */
    private static String givenBack(String holder) {
        return Serialization.asJson(List.of(
                Map.of("op", "test", "path", HOLDER, "value", holder),
                Map.of("op", "replace", "path", HOLDER, "value", ""),
                Map.of("op", "add", "path", "/spec/leaseDurationSeconds", "value", 1)));
    }
}
