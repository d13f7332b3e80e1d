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
 * Annotates the pods that mount a cluster's endpoints when these change. A kubelet looks at its mounts about once a minute,
 * and at once when a pod has changed. Only pods that ask for it by a label are touched, a few at a time, and what fails is
 * logged and not tried again: the mount follows by itself. Thread-safe; never blocks its caller.
 */
@ApplicationScoped
public class ConsumerNudge {

    /** On pods that want to be nudged: the name of the cluster. */
    static final String LABEL = "sluice.dev/consumes";

    /** What they get: the revision that they should look for. */
    static final String ANNOTATION = "sluice.dev/endpoints-revision";

    private static final Logger LOG = Logger.getLogger(ConsumerNudge.class);
    private static final int AT_ONCE = 4;
    private static final long PAGE = 200;
    private static final int LONGEST_LABEL = 63;
    // The kubelet learns of the ConfigMap and of the pod by different watches; the ConfigMap must not be the later one.
    private static final long HEAD_START_MILLIS = 300;
    // Other patches of this client read the pod first, for which the operator has no right.
    private static final PatchContext APPLY = new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager("sluice-nudge")
            .withForce(true)
            .build();

    private final KubernetesClient client;
    private final boolean enabled;
    private final Map<Consumers, Long> waiting = new ConcurrentHashMap<>();
    private final ScheduledThreadPoolExecutor workers;

    private record Consumers(String namespace, String cluster) {}

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

    /** Nudges the consumers of a cluster in one namespace; without effect where it is not switched on. */
    public void routingChanged(String namespace, String cluster, long revision) {
        if (!enabled || cluster.length() > LONGEST_LABEL) {
            return;
        }
        var consumers = new Consumers(namespace, cluster);
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
                        .withLabel(LABEL, consumers.cluster())
                        .withField("status.phase", "Running")
                        .list(new ListOptionsBuilder()
                                .withLimit(PAGE)
                                .withContinue(from)
                                .build());
                page.getItems().forEach(pod -> workers.execute(() -> annotate(pod, String.valueOf(revision))));
                from = page.getMetadata().getContinue();
            } while (from != null && !from.isEmpty());
        } catch (RuntimeException e) {
            LOG.warnf(
                    "The consumers of %s in namespace %s could not be listed, so they see the change when their"
                            + " kubelets look next: %s",
                    consumers.cluster(), consumers.namespace(), e.getMessage());
        }
    }

    private void annotate(Pod pod, String revision) {
        String namespace = pod.getMetadata().getNamespace();
        String name = pod.getMetadata().getName();
        try {
            // With the uid a pod that is gone is a conflict, and is not made anew.
            client.resource(new PodBuilder()
                            .withNewMetadata()
                            .withNamespace(namespace)
                            .withName(name)
                            .withUid(pod.getMetadata().getUid())
                            .addToAnnotations(ANNOTATION, revision)
                            .endMetadata()
                            .build())
                    .patch(APPLY);
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
}
