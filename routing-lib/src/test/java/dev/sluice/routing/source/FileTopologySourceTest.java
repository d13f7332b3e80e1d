package dev.sluice.routing.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.routing.topology.Fallback;
import dev.sluice.routing.topology.RoutingPolicy;
import dev.sluice.routing.topology.Topology;
import dev.sluice.routing.topology.TopologyCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTopologySourceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    private final List<Long> heard = new CopyOnWriteArrayList<>();

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void prepare() {
        file = folder.resolve("endpoints.json");
    }

    @AfterEach
    void stop() {
        scheduler.shutdownNow();
    }

    @Test
    void aPlainFileIsFollowedToo() throws IOException {
        write(topology("u1", 1));
        try (FileTopologySource source = open()) {
            assertThat(source.current()).isEqualTo(topology("u1", 1));
            write(topology("u1", 2));
            await().atMost(PATIENCE).until(() -> source.current().revision() == 2);
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(heard).containsExactly(1L, 2L));
        }
    }

    @Test
    void aLowerRevisionOfTheSameResourceIsRefusedANewResourceStartsAnew() throws IOException {
        write(topology("u1", 5));
        try (FileTopologySource source = open()) {
            write(topology("u1", 4));
            await().atMost(PATIENCE).until(() -> source.fault().contains("revision 4"));
            assertThat(source.current().revision()).isEqualTo(5);

            write(topology("u2", 1));
            await().atMost(PATIENCE).until(() -> source.current().uid().equals("u2"));
            // Listeners are told after the document has become the current one.
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(heard).containsExactly(5L, 1L));
            assertThat(source.fault()).isEmpty();
        }
    }

    @Test
    void whateverIsWrongTheLastGoodDocumentStays() throws IOException {
        write(topology("u1", 1));
        try (FileTopologySource source = open()) {
            for (String wrong : List.of("", "{", "[]", "{\"schemaVersion\": 9}", "no json at all")) {
                Files.writeString(file, wrong);
                await().atMost(PATIENCE).until(() -> !source.fault().isEmpty());
                assertThat(source.current().revision()).isEqualTo(1);
            }
            Files.delete(file);
            await().atMost(PATIENCE).until(() -> source.fault().contains("cannot be read"));
            Files.createDirectory(file);
            await().atMost(PATIENCE).until(() -> source.fault().contains("directory"));
            Files.delete(file);
            write(topology("u1", 1));
            await().atMost(PATIENCE).until(() -> source.fault().isEmpty());
            assertThat(source.current().revision()).isEqualTo(1);
        }
    }

    @Test
    void aStartWaitsForTheFirstDocument() throws IOException {
        String json = TopologyCodec.write(topology("u1", 1));
        var unused = scheduler.schedule(() -> Files.writeString(file, json), 300, TimeUnit.MILLISECONDS);
        try (FileTopologySource source =
                FileTopologySource.open(folder.resolve("endpoints.json"), PATIENCE, scheduler)) {
            assertThat(source.current().revision()).isEqualTo(1);
        }
    }

    @Test
    void aStartWithoutADocumentSaysWhereItLooked() {
        assertThatThrownBy(() -> FileTopologySource.open(folder, Duration.ZERO, scheduler))
                .isInstanceOf(TopologyUnavailableException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("NoSuchFileException");
    }

    @Test
    void aListenerThatFailsKeepsNothingFromTheOthers() throws IOException {
        write(topology("u1", 1));
        try (FileTopologySource source = FileTopologySource.open(folder, Duration.ZERO, scheduler)) {
            source.subscribe(topology -> {
                throw new IllegalStateException("a listener that fails");
            });
            TopologySource.Subscription subscription = source.subscribe(t -> heard.add(t.revision()));
            write(topology("u1", 2));
            await().atMost(PATIENCE).until(() -> heard.contains(2L));
            subscription.close();
            write(topology("u1", 3));
            await().atMost(PATIENCE).until(() -> source.current().revision() == 3);
            assertThat(heard).containsExactly(1L, 2L);
        }
    }

    private FileTopologySource open() {
        FileTopologySource source = FileTopologySource.open(folder, Duration.ZERO, scheduler);
        source.subscribe(topology -> heard.add(topology.revision()));
        return source;
    }

    private void write(Topology topology) throws IOException {
        Files.writeString(file, TopologyCodec.write(topology));
    }

    private static Topology topology(String uid, long revision) {
        return new Topology(
                "ns/name",
                uid,
                revision,
                Instant.parse("2026-11-24T10:00:00Z"),
                "app",
                null,
                null,
                null,
                List.of(),
                new RoutingPolicy(Duration.ofSeconds(5), null, 3, Fallback.PRIMARY));
    }
}
