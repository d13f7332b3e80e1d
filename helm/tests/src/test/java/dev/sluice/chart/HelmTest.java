package dev.sluice.chart;

import dev.sluice.testing.process.Poll;
import dev.sluice.testing.process.Program;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.client.dsl.PodResource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A run of {@code helm test} where no kubelet runs: the pod that Helm creates is admitted by the real API server, and its
 * command is run here, as its service account. Its end is written into its status, for which Helm waits.
 *
 * @param pod what the pod's command gave
 * @param helm what Helm said
 */
record HelmTest(Program.Result pod, Program.Result helm) {

    /** The operator as it is packaged, the working folder of the image. */
    static final Path PROGRAM = Chart.REPOSITORY.resolve("operator/target/quarkus-app");

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    static HelmTest run(Cluster cluster) {
        Program helm = cluster.helm();
        PodResource resource =
                cluster.client().pods().inNamespace(Chart.NAMESPACE).withName("sluice-operator-test");
        Pod before = resource.get();
        CompletableFuture<Program.Result> said = CompletableFuture.supplyAsync(
                () -> helm.attempt("test", Chart.RELEASE, "--namespace", Chart.NAMESPACE, "--timeout", "120s"));
        Poll.until("Helm has created the pod", PATIENCE, () -> said.isDone() || isNew(resource.get(), before));
        if (said.isDone()) {
            throw new AssertionError(said.join().output());
        }
        Program.Result result = runContainer(cluster, resource.get());
        resource.editStatus(pod -> {
            pod.setStatus(new PodStatusBuilder()
                    .withPhase(result.status() == 0 ? "Succeeded" : "Failed")
                    .build());
            return pod;
        });
        return new HelmTest(result, said.join());
    }

    private static boolean isNew(@Nullable Pod now, @Nullable Pod before) {
        if (now == null || before == null) {
            return now != null;
        }
        return !now.getMetadata().getUid().equals(before.getMetadata().getUid());
    }

    private static Program.Result runContainer(Cluster cluster, Pod pod) {
        Container container = pod.getSpec().getContainers().get(0);
        List<String> words = new ArrayList<>(container.getCommand());
        words.addAll(container.getArgs());
        int classPath = words.indexOf("-cp") + 1;
        words.set(
                classPath,
                Arrays.stream(words.get(classPath).split(":", -1))
                        .map(part -> PROGRAM + "/" + part)
                        .collect(Collectors.joining(":")));
        Path java = Path.of(System.getProperty("java.home"), "bin", words.remove(0));
        Path kubeConfig = cluster.kubeConfig(pod.getSpec().getServiceAccountName());
        return new Program(java, Map.of("KUBECONFIG", kubeConfig.toString())).attempt(words);
    }
}
