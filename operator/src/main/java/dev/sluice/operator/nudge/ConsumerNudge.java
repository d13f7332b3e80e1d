package dev.sluice.operator.nudge;

import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Annotates the pods that mount what a resource publishes when that changes. A kubelet looks at its mounts about once a minute,
 * and at once when a pod has changed. Only pods that ask for it by a label are touched, a few at a time, and what fails is
 * logged and not tried again: the mount follows by itself. Thread-safe; never blocks its caller.
 */
@ApplicationScoped
public class ConsumerNudge {

    private static final Logger LOG = Logger.getLogger(ConsumerNudge.class);
    private static final int AT_ONCE = 4;
    private static final long PAGE = 200;
    private static final int LONGEST_LABEL = 63;
    // The kubelet learns of the ConfigMap and of the pod by different watches; the ConfigMap must not be the later one.
    private static final long HEAD_START_MILLIS = 300;

    private final KubernetesClient client;
    private final boolean enabled;
    private final Map<Consumers, Long> waiting = new ConcurrentHashMap<>();
    private final ScheduledThreadPoolExecutor workers;

    private record Consumers(Consumed what, String namespace, String resource) {}

    ConsumerNudge(KubernetesClient client, NudgeSettings settings) {
        this.client = client;
        this.enabled = settings.enabled();
        this.workers = new ScheduledThreadPoolExecutor(AT_ONCE, work -> {
            Thread thread = new Thread(work, "nudge");
            thread.setDaemon(true);
            return thread;
        });
        workers.setKeepAliveTime(10, TimeUnit.SECONDS);
        workers.allowCoreThreadTimeOut(true);
    }

    /** Nudges the consumers of a resource in one namespace; without effect where it is not switched on. */
    public void changed(Consumed what, String namespace, String resource, long revision) {
        if (!enabled || resource.length() > LONGEST_LABEL) {
            return;
        }
        var consumers = new Consumers(what, namespace, resource);
        if (waiting.put(consumers, revision) == null) {
            var unused = workers.schedule(() -> nudge(consumers), HEAD_START_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    @PreDestroy
    void stop() {
        workers.shutdownNow();
    }

    private void nudge(Consumers consumers) {
        Long revision = waiting.remove(consumers);
        try {
            String from = null;
            do {
                var page = client.pods()
                        .inNamespace(consumers.namespace())
                        .withLabel(consumers.what().label(), consumers.resource())
                        .withField("status.phase", "Running")
                        .list(new ListOptionsBuilder()
                                .withLimit(PAGE)
                                .withContinue(from)
                                .build());
                page.getItems()
                        .forEach(pod ->
                                workers.execute(() -> annotate(pod, consumers.what(), String.valueOf(revision))));
                from = page.getMetadata().getContinue();
            } while (from != null && !from.isEmpty());
        } catch (RuntimeException e) {
            LOG.warnf(
                    "The consumers of %s in namespace %s could not be listed, so they see the change when their"
                            + " kubelets look next: %s",
                    consumers.resource(), consumers.namespace(), e.getMessage());
        }
    }

    private void annotate(Pod pod, Consumed what, String revision) {
        String namespace = pod.getMetadata().getNamespace();
        String name = pod.getMetadata().getName();
        try {
            // With the uid a pod that is gone is a conflict, and is not made anew.
            client.resource(new PodBuilder()
                            .withNewMetadata()
                            .withNamespace(namespace)
                            .withName(name)
                            .withUid(pod.getMetadata().getUid())
                            .addToAnnotations(what.annotation(), revision)
                            .endMetadata()
                            .build())
                    .patch(apply(what));
        } catch (KubernetesClientException e) {
            boolean gone = List.of(HttpURLConnection.HTTP_NOT_FOUND, HttpURLConnection.HTTP_CONFLICT)
                    .contains(e.getCode());
            LOG.logf(
                    gone ? Logger.Level.DEBUG : Logger.Level.WARN,
                    "Pod %s of namespace %s could not be nudged, so it sees the change when its kubelet looks next: %s",
                    name,
                    namespace,
                    e.getMessage());
        } catch (RuntimeException e) {
            LOG.warnf(e, "Pod %s of namespace %s could not be nudged", name, namespace);
        }
    }

    // Other patches of this client read the pod first, for which the operator has no right.
    private static PatchContext apply(Consumed what) {
        return new PatchContext.Builder()
                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                .withFieldManager(what.fieldManager())
                .withForce(true)
                .build();
    }
}
