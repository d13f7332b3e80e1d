package dev.sluice.routing.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.routing.source.TopologySource;
import dev.sluice.routing.source.TopologyUnavailableException;
import dev.sluice.routing.source.WatchedTopologySource;
import dev.sluice.routing.topology.Topology;
import dev.sluice.routing.topology.TopologyCodec;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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

    private static WatchServer server;

    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    private final List<Long> heard = new CopyOnWriteArrayList<>();

    @TempDir
    private Path mount;

    @BeforeAll
    static void start() {
        server = WatchServer.start(NAME);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void remove() {
        server.remove();
    }

    @AfterEach
    void end() {
        scheduler.shutdownNow();
    }

    @Test
    void changesAreHeardAtOnceAndOlderOnesRefused() {
        store(topology("u1", 3));
        try (TopologySource source = open(server.application(), null)) {
            assertThat(source.current()).isEqualTo(topology("u1", 3));
            store(topology("u1", 4));
            eventually(() -> assertThat(heard).containsExactly(3L, 4L));
            store(topology("u1", 2));
            eventually(() -> assertThat(source.fault()).contains("revision 2"));
            assertThat(source.current().revision()).isEqualTo(4);
            store(topology("u2", 1));
            eventually(() -> assertThat(source.current().uid()).isEqualTo("u2"));
            assertThat(source.fault()).isEmpty();
            server.remove();
            eventually(() -> assertThat(source.fault()).contains("deleted"));
            assertThat(source.current().uid()).isEqualTo("u2");
        }
    }

    @Test
    void whileTheServerIsAwayTheMountGoesOnAndTheWatchComesBack() throws IOException {
        store(topology("u1", 1));
        mounted(topology("u1", 1));
        try (TopologySource source = open(server.application(), mount)) {
            assertThat(source.current().revision()).isOne();
            server.api().kill();
            eventually(() -> {
                mounted(topology("u1", 2));
                assertThat(source.current().revision()).isEqualTo(2);
            });
            server.api().start();
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
        try (KubernetesClient stranger = server.client("stranger");
                TopologySource source = open(stranger, mount)) {
            assertThat(source.current().revision()).isEqualTo(4);
            eventually(() -> assertThat(source.fault()).contains("default/" + NAME, "forbidden"));
            mounted(topology("u1", 5));
            eventually(() -> assertThat(source.current().revision()).isEqualTo(5));
        }
    }

    @Test
    void whereThereIsNoDocumentTheStartSaysWhereItLooked() {
        assertThatThrownBy(() -> WatchedTopologySource.origin(
                                server.application(), "default", NAME, mount, Duration.ofMillis(1500))
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
        server.store("endpoints.json", TopologyCodec.write(topology));
    }

    private void mounted(Topology topology) throws IOException {
        Files.writeString(mount.resolve("endpoints.json"), TopologyCodec.write(topology));
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
