package dev.sluice.demo;

import dev.sluice.testing.operator.OperatorProcess;
import dev.sluice.testing.process.Poll;
import dev.sluice.testing.redis.RedisServer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** Everything that the demo runs, on ports that were free. */
final class Site implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String CLUSTER = "orders";
    private static final String POLICY = "orders-minimal";

    private final RunFolder run;
    private final Progress progress;
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    private final ControlPlane controlPlane;
    private final Database database;
    private final RedisServer redis;
    private final OperatorProcess operator;
    private final SampleApp sample;
    private final ClusterWatch cluster;

    private Site(RunFolder run, Progress progress) {
        this.run = run;
        this.progress = progress;
        progress.say("starting PostgreSQL (a primary, two replicas), Redis, and a Kubernetes API server");
        CompletableFuture<Database> startingDatabase = begin(() -> Database.start(run.logs(), run.credentials()));
        CompletableFuture<ControlPlane> startingControlPlane = begin(() -> ControlPlane.start(run, progress));
        try {
            redis = keep(RedisServer.open()).start();
            database = keep(ready(startingDatabase));
            controlPlane = keep(ready(startingControlPlane));
            progress.say(
                    "starting the operator as it is shipped, with the rights of operator/src/main/kubernetes/rbac.yaml");
            operator = keep(startOperator());
            cluster = new ClusterWatch(controlPlane.client(), ControlPlane.NAMESPACE, CLUSTER);
            applyExample();
            progress.say("mounting the ConfigMap into a folder (by a stand-in, since no kubelet runs here)");
            keep(KubeletStandIn.mount(
                    controlPlane.client(), ControlPlane.NAMESPACE, cluster.configMapName(), run.mount()));
            applyPolicy();
            keep(KubeletStandIn.mount(
                    controlPlane.client(), ControlPlane.NAMESPACE, POLICY + "-cache-policy", run.cacheMount()));
            progress.say(
                    "starting the sample application, which reads and writes through routing-lib, and caches in Redis");
            sample = keep(SampleApp.start(run));
            awaitReads();
            progress.say("applying examples/migrationcheck.yaml; its Job is a process here (by a stand-in, as above)");
            keep(JobRunner.start(controlPlane.client(), run));
            checkMigrations();
            awaitHitRate();
        } catch (RuntimeException e) {
            // What was still starting must be closed as well.
            startingDatabase
                    .thenAccept(Database::close)
                    .exceptionally(failure -> null)
                    .join();
            startingControlPlane
                    .thenAccept(ControlPlane::close)
                    .exceptionally(failure -> null)
                    .join();
            close();
            throw e;
        }
    }

    /** Starts everything and returns when the application reads from both replicas. */
    static Site start(RunFolder run, Progress progress) {
        return new Site(run, progress);
    }

    private OperatorProcess startOperator() {
        return OperatorProcess.start(new OperatorProcess.Setup(
                "operator",
                run.operatorJar(),
                run.operatorKubeConfig(),
                run.logs(),
                List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx192m"),
                Map.of(
                        "SLUICE_LEASE_NAMESPACE",
                        ControlPlane.OPERATOR_NAMESPACE,
                        "SLUICE_MIGRATION_CHECKS_IMAGE",
                        "sluice-operator")));
    }

    private void applyExample() {
        ControlPlane.writePrivate(run.applied(), database.adapt(run.example()));
        progress.say("applying examples/databasecluster.yaml with the hosts and ports of this machine");
        controlPlane.kubectl().run("apply", "-f", run.applied().toString());
        controlPlane.kubectl().run("wait", "--for=condition=Ready", "--timeout=60s", "databasecluster/" + CLUSTER);
        Poll.until("both replicas are usable", PATIENCE, () -> {
            var replicas = cluster.status().replicas();
            return replicas != null && replicas.usable() == 2;
        });
        progress.say("the DatabaseCluster is Ready");
    }

    private void applyPolicy() {
        progress.say("applying examples/querycachepolicy-minimal.yaml with the Redis of this machine");
        ExampleFile adapted = ExampleFile.read(run.cachePolicy())
                .member("redis.example.internal", redis.host(), redis.port())
                .firstProbeInterval("2s");
        ControlPlane.writePrivate(run.appliedPolicy(), adapted.text());
        controlPlane.kubectl().run("apply", "-f", run.appliedPolicy().toString());
        controlPlane.kubectl().run("wait", "--for=condition=Ready", "--timeout=60s", "querycachepolicy/" + POLICY);
    }

    private void awaitHitRate() {
        progress.say("waiting for the first counts of the cache, which applications hand in every 10 s");
        Poll.until(
                "the policy's status has a hit rate", PATIENCE, () -> !hitRate().equals("unknown"));
    }

    private String hitRate() {
        return controlPlane
                .kubectl()
                .run("get", "querycachepolicy", POLICY, "-o", "jsonpath={.status.hitRate}")
                .strip();
    }

    private void checkMigrations() {
        controlPlane.kubectl().run("apply", "-f", run.migrationCheck().toString());
        controlPlane
                .kubectl()
                .run("wait", "--for=condition=Complete", "--timeout=60s", "migrationcheck/orders-migrations");
        progress.say("the migrations are analysed");
    }

    private void awaitReads() {
        Poll.until(
                "the sample application reads from both replicas and writes to the primary",
                PATIENCE,
                () -> sample.counts()
                        .filter(counts -> counts.readsBy("replica-1") > 0
                                && counts.readsBy("replica-2") > 0
                                && counts.writesBy("primary") > 0
                                && counts.allReads() > 300)
                        .isPresent());
    }

    /** Which program has ended though nobody has stopped it, for a message; empty while all run. */
    Optional<String> endedByItself() {
        return operator.isAlive() ? Optional.empty() : Optional.of("the operator");
    }

    RunFolder run() {
        return run;
    }

    ControlPlane controlPlane() {
        return controlPlane;
    }

    Database database() {
        return database;
    }

    RedisServer redis() {
        return redis;
    }

    OperatorProcess operator() {
        return operator;
    }

    SampleApp sample() {
        return sample;
    }

    ClusterWatch cluster() {
        return cluster;
    }

    private static <T> CompletableFuture<T> begin(Supplier<T> start) {
        return CompletableFuture.supplyAsync(start);
    }

    private static <T> T ready(CompletableFuture<T> part) {
        try {
            return part.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private <T extends AutoCloseable> T keep(T part) {
        parts.push(part);
        return part;
    }

    /** Stops everything, the last started first. */
    @Override
    public void close() {
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            try {
                part.close();
            } catch (Exception e) {
                progress.say("could not stop " + part.getClass().getSimpleName() + ": " + e.getMessage());
            }
        }
    }
}
