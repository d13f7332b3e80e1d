package dev.sluice.demo;

import dev.sluice.testing.kubernetes.LogNode;
import dev.sluice.testing.kubernetes.PlayedJob;
import dev.sluice.testing.process.ChildProcess;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the Jobs of MigrationChecks as processes of this machine. It stands in for the Job controller, the scheduler and the
 * kubelet, since the demo has no node: what the pod's template says is taken (the files of its ConfigMaps and Secrets, its
 * configuration, its arguments), and the command-line tool of this build takes the place of the image. It knows no other
 * Jobs, and no migrations of volume claims and images.
 */
final class JobRunner implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);
    private static final String LABEL = "sluice.dev/component";
    private static final String COMPONENT = "migration-analysis";
    private static final String CONFIGURATION = "sluice.dev/configuration";
    private static final String CONFIGURATION_FILE = "/etc/sluice/sluice.yaml";

    private final KubernetesClient client;
    private final RunFolder run;
    private final LogNode node;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "job-runner"));

    private JobRunner(KubernetesClient client, RunFolder run) {
        this.client = client;
        this.run = run;
        this.node = LogNode.join(client, "this-machine");
    }

    /** Runs what Jobs there are and will be, one after the other, until it is closed. */
    static JobRunner start(KubernetesClient client, RunFolder run) {
        var runner = new JobRunner(client, run);
        var unused = runner.thread.scheduleWithFixedDelay(runner::lookOrLog, 0, 500, TimeUnit.MILLISECONDS);
        return runner;
    }

    private void lookOrLog() {
        try {
            for (Job job : client.batch()
                    .v1()
                    .jobs()
                    .inNamespace(ControlPlane.NAMESPACE)
                    .withLabel(LABEL, COMPONENT)
                    .list()
                    .getItems()) {
                if (job.getStatus() == null || job.getStatus().getStartTime() == null) {
                    run(job);
                }
            }
        } catch (KubernetesClientException | UncheckedIOException e) {
            LOG.warn("Jobs could not be run, it is tried again", e);
        }
    }

    private void run(Job job) {
        var played = new PlayedJob(
                        client, node, ControlPlane.NAMESPACE, job.getMetadata().getName())
                .podIsMade();
        if (!isOfConfigMap(job)) {
            played.isUnschedulable("The demo runs Jobs whose migrations are in a ConfigMap, and no others.");
            return;
        }
        try {
            run(job, played);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run Job " + job.getMetadata().getName(), e);
        }
    }

    private void run(Job job, PlayedJob played) throws IOException {
        String name = job.getMetadata().getName();
        Path folder = Files.createDirectories(run.jobs().resolve(name).toAbsolutePath());
        var template = job.getSpec().getTemplate();
        var volumes = new PodVolumes(client, template.getSpec(), folder);
        var container = template.getSpec().getContainers().get(0);
        Path configuration = folder.resolve("sluice.yaml");
        Files.writeString(configuration, template.getMetadata().getAnnotations().get(CONFIGURATION));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                run.cliJar().toAbsolutePath().toString()));
        container.getArgs().stream()
                .map(argument ->
                        argument.equals(CONFIGURATION_FILE) ? configuration.toString() : volumes.here(argument))
                .forEach(command::add);
        Path log = run.logs().resolve(name + ".log");
        ChildProcess process = ChildProcess.start(
                new ChildProcess.Launch(name, command, Map.of(), log, volumes.at(container.getWorkingDir())));
        boolean ended = process.awaitExit(Duration.ofSeconds(job.getSpec().getActiveDeadlineSeconds()));
        played.prints(Files.readString(log));
        if (!ended) {
            process.kill();
            played.fails("DeadlineExceeded", "Job was active longer than specified deadline");
        } else if (process.exitValue() == 0) {
            played.succeeds(0);
        } else {
            played.containerEnds(process.exitValue(), "Error", process.logTail());
            played.fails("BackoffLimitExceeded", "Job has reached the specified backoff limit");
        }
    }

    /** The migrations are what the first volume has. */
    private boolean isOfConfigMap(Job job) {
        var volumes = job.getSpec().getTemplate().getSpec().getVolumes();
        return !volumes.isEmpty()
                && volumes.get(0).getConfigMap() != null
                && client.configMaps()
                                .inNamespace(ControlPlane.NAMESPACE)
                                .withName(volumes.get(0).getConfigMap().getName())
                                .get()
                        != null;
    }

    @Override
    public void close() {
        thread.shutdownNow();
        node.close();
    }
}
