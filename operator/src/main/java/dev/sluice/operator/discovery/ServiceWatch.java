package dev.sluice.operator.discovery;

import dev.sluice.api.v1alpha1.ReplicaSource;
import dev.sluice.operator.cluster.Found.Shortfall;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The watch on the EndpointSlices of one Service. Goes on trying when it breaks, and shows what it knew until then. */
final class ServiceWatch {

    /** Whose slice it is; set by Kubernetes: https://kubernetes.io/docs/concepts/services-networking/endpoint-slices/ */
    private static final String SERVICE_LABEL = "kubernetes.io/service-name";

    private static final Logger LOG = Logger.getLogger(ServiceWatch.class);
    private static final long PATIENCE_SECONDS = 5;

    private final String namespace;
    private final String service;
    private final SharedIndexInformer<EndpointSlice> informer;
    private final CompletableFuture<Void> answered = new CompletableFuture<>();
    private volatile @Nullable Throwable failure;

    private ServiceWatch(
            String namespace, String service, SharedIndexInformer<EndpointSlice> informer, Runnable changed) {
        this.namespace = namespace;
        this.service = service;
        this.informer = informer;
        informer.addEventHandler(new Told(changed));
        informer.exceptionHandler((started, error) -> {
            failed(error);
            return true;
        });
        informer.start().whenComplete((done, error) -> {
            if (error != null) {
                failed(error);
            }
            answered.complete(null);
            changed.run();
        });
    }

    static ServiceWatch begin(KubernetesClient client, String namespace, String service, Runnable changed) {
        SharedIndexInformer<EndpointSlice> informer = client.discovery()
                .v1()
                .endpointSlices()
                .inNamespace(namespace)
                .withLabel(SERVICE_LABEL, service)
                .runnableInformer(0);
        return new ServiceWatch(namespace, service, informer, changed);
    }

    boolean isOf(String wanted) {
        return service.equals(wanted);
    }

    boolean isAlive() {
        return informer.isRunning();
    }

    ServiceLook look(ReplicaSource source) {
        awaitAnswer();
        if (!informer.hasSynced()) {
            return new ServiceLook(false, new ServiceEndpoints(List.of(), unread()));
        }
        ServiceEndpoints read = SliceReading.read(informer.getStore().list(), source);
        if (informer.isWatching()) {
            failure = null;
        }
        boolean stale = isForbidden();
        return new ServiceLook(true, stale ? new ServiceEndpoints(read.endpoints(), unread()) : read);
    }

    void close() {
        informer.stop();
    }

    private void awaitAnswer() {
        try {
            answered.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("never completed by an error", e);
        } catch (TimeoutException e) {
            answered.complete(null);
        }
    }

    private void failed(Throwable error) {
        failure = error;
        answered.complete(null);
        LOG.debugf(error, "The endpoints of Service %s could not be watched; it is tried again", service);
    }

    private boolean isForbidden() {
        // The client wraps what the API server has answered in what failed for it.
        for (Throwable error = failure; error != null; error = error.getCause()) {
            if (error instanceof KubernetesClientException answer
                    && answer.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
                return true;
            }
        }
        return false;
    }

    private Shortfall unread() {
        return isForbidden()
                ? new Shortfall(
                        "EndpointsForbidden",
                        "The operator may not watch the endpoints of Service \"" + service
                                + "\". Give its service account list and watch on endpointslices.discovery.k8s.io in"
                                + " the namespace \"" + namespace + "\". Members that were known before stay.")
                : new Shortfall(
                        "EndpointsUnread",
                        "The endpoints of Service \"" + service
                                + "\" could not be read from the API server yet; it is tried again. Members that were"
                                + " known before stay.");
    }

    private record Told(Runnable changed) implements ResourceEventHandler<EndpointSlice> {

        @Override
        public void onAdd(EndpointSlice slice) {
            changed.run();
        }

        @Override
        public void onUpdate(EndpointSlice before, EndpointSlice now) {
            changed.run();
        }

        @Override
        public void onDelete(EndpointSlice slice, boolean unseen) {
            changed.run();
        }
    }
}
