package dev.sluice.routing.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.routing.source.TopologySource;
import dev.sluice.routing.source.TopologyUnavailableException;
import dev.sluice.routing.source.WatchedTopologySource;
import dev.sluice.routing.topology.Topology;
import dev.sluice.routing.topology.TopologyCodec;
import dev.sluice.testing.kubernetes.ApiServer;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.awaitility.core.ThrowingRunnable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ConfigMap is watched at a real API server, by a user who may do no more than that. */
class WatchIT {

    private static final String NAME = "db-endpoints";
    private static final Duration START = Duration.ofSeconds(20);

    private static ApiServer api;
    private static KubernetesClient application;

    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    private final List<Long> heard = new CopyOnWriteArrayList<>();

    @TempDir
    private Path mount;

    @BeforeAll
    static void start() {
        api = ApiServer.create().start();
        application = client("application");
        grant("application");
    }

    @AfterAll
    static void stop() {
        application.close();
        api.close();
    }

    @BeforeEach
    void remove() {
        api.client().configMaps().inNamespace("default").withName(NAME).delete();
    }

    @AfterEach
    void end() {
        scheduler.shutdownNow();
    }

    @Test
    void changesAreHeardAtOnceAndOlderOnesRefused() {
        store(topology("u1", 3));
        try (TopologySource source = open(application, null)) {
            assertThat(source.current()).isEqualTo(topology("u1", 3));
            store(topology("u1", 4));
            eventually(() -> assertThat(heard).containsExactly(3L, 4L));
            store(topology("u1", 2));
            eventually(() -> assertThat(source.fault()).contains("revision 2"));
            assertThat(source.current().revision()).isEqualTo(4);
            store(topology("u2", 1));
            eventually(() -> assertThat(source.current().uid()).isEqualTo("u2"));
            assertThat(source.fault()).isEmpty();
            api.client().configMaps().inNamespace("default").withName(NAME).delete();
            eventually(() -> assertThat(source.fault()).contains("deleted"));
            assertThat(source.current().uid()).isEqualTo("u2");
        }
    }

    @Test
    void whileTheServerIsAwayTheMountGoesOnAndTheWatchComesBack() throws IOException {
        store(topology("u1", 1));
        mounted(topology("u1", 1));
        try (TopologySource source = open(application, mount)) {
            assertThat(source.current().revision()).isOne();
            api.kill();
            eventually(() -> {
                mounted(topology("u1", 2));
                assertThat(source.current().revision()).isEqualTo(2);
            });
            api.start();
            store(topology("u1", 3));
            eventually(() -> assertThat(source.current().revision()).isEqualTo(3));
            store(topology("u1", 4));
            eventually(() -> assertThat(source.current().revision()).isEqualTo(4));
        }
    }

    @Test
    void whoMayNotWatchHasTheMountAndIsToldWhy() throws IOException {
        store(topology("u1", 5));
        mounted(topology("u1", 4));
        try (KubernetesClient stranger = client("stranger");
                TopologySource source = open(stranger, mount)) {
            assertThat(source.current().revision()).isEqualTo(4);
            eventually(() -> assertThat(source.fault()).contains("default/" + NAME, "forbidden"));
            mounted(topology("u1", 5));
            eventually(() -> assertThat(source.current().revision()).isEqualTo(5));
        }
    }

    @Test
    void whereThereIsNoDocumentTheStartSaysWhereItLooked() {
        assertThatThrownBy(
                        () -> WatchedTopologySource.origin(application, "default", NAME, mount, Duration.ofMillis(1500))
                                .open(scheduler))
                .isInstanceOf(TopologyUnavailableException.class)
                .hasMessageContainingAll("ConfigMap default/" + NAME, "mount", "list and watch");
    }

    private TopologySource open(KubernetesClient client, @Nullable Path folder) {
        TopologySource source = WatchedTopologySource.origin(client, "default", NAME, folder, START)
                .open(scheduler);
        source.subscribe(topology -> heard.add(topology.revision()));
        return source;
    }

    private static void store(Topology topology) {
        api.client()
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withNamespace("default")
                        .withName(NAME)
                        .endMetadata()
                        .withData(Map.of("endpoints.json", TopologyCodec.write(topology)))
                        .build())
                .createOr(existing -> existing.update());
    }

    private void mounted(Topology topology) throws IOException {
        Files.writeString(mount.resolve("endpoints.json"), TopologyCodec.write(topology));
    }

    private static KubernetesClient client(String user) {
        return new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(api.kubeConfig(user)))
                .build();
    }

    // The rights that docs/routing-lib.md lists.
    private static void grant(String user) {
        api.client()
                .resource(new RoleBuilder()
                        .withNewMetadata()
                        .withNamespace("default")
                        .withName("endpoints")
                        .endMetadata()
                        .addNewRule()
                        .withApiGroups("")
                        .withResources("configmaps")
                        .withResourceNames(NAME)
                        .withVerbs("list", "watch")
                        .endRule()
                        .build())
                .create();
        api.client()
                .resource(new RoleBindingBuilder()
                        .withNewMetadata()
                        .withNamespace("default")
                        .withName("endpoints")
                        .endMetadata()
                        .withNewRoleRef("rbac.authorization.k8s.io", "Role", "endpoints")
                        .addNewSubject("rbac.authorization.k8s.io", "User", user, null)
                        .build())
                .create();
    }

    private static Topology topology(String uid, long revision) {
        return new Topology(
                "default/db",
                uid,
                revision,
                Instant.parse("2026-11-24T10:00:00Z"),
                "app",
                null,
                null,
                null,
                List.of(),
                Documents.POLICY);
    }

    private static void eventually(ThrowingRunnable assertion) {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(assertion);
    }
}
