package dev.sluice.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.testing.process.Poll;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The sample application in a pod, which mounts the endpoints as its documentation says, and a replica that it loses. */
final class LostReplica {

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final String LOST = "pg-2";

    private final Databases databases = new Databases(K3s.cluster());
    private final Shop shop = new Shop(K3s.cluster());

    /** Starts all that is not there; the operator must be. */
    void start() {
        databases.ensure();
        shop.ensure();
        shop.startApplication();
    }

    void stop() {
        shop.stopApplication();
        databases.ensure();
    }

    Shop shop() {
        return shop;
    }

    /** Loses it once the application uses all servers; when that was. */
    Instant lose() {
        Poll.until(
                "both replicas and the primary are used",
                PATIENCE,
                () -> reads("pg-1") > 20 && reads(LOST) > 20 && count("/writes/pg-0") > 0);
        return databases.loseLast();
    }

    /** What says that the replica is lost. */
    record Published(Instant at, long revision) {}

    /** Waits until the loss is published. */
    Published published() {
        Poll.until(
                "the ConfigMap says so",
                PATIENCE,
                () -> shop.published()
                        .filter(document -> Shop.stateOf(document, "pg-1").equals("Healthy")
                                && Shop.stateOf(document, LOST).equals("Unreachable"))
                        .isPresent());
        JsonNode document = shop.published().orElseThrow();
        return new Published(
                Instant.parse(document.at("/publishedAt").asText()),
                document.at("/revision").asLong());
    }

    /** Waits until the mount shows the loss; when it did so first. */
    Instant mounted() {
        return since("the mount says so", () -> firstShown(shop.mounted()));
    }

    /** Waits until the application's data source routes by what was published; since when it does. */
    Instant routed(Published loss) {
        return since("the application routes by it", () -> shop.routedBy(loss.revision()));
    }

    /** The same of the application that watches the ConfigMap at the API server. */
    Instant watchingRouted(Published loss) {
        return since("the watching application routes by it", () -> shop.watchingRoutedBy(loss.revision()));
    }

    private static Instant since(String what, Supplier<Optional<Instant>> first) {
        Poll.until(what, PATIENCE, () -> first.get().isPresent());
        return first.get().orElseThrow();
    }

    /** How often the application has read from a server. */
    long reads(String server) {
        return count("/reads/" + server);
    }

    private long count(String path) {
        return shop.counts().map(counts -> counts.at(path).asLong()).orElse(0L);
    }

    private static Optional<Instant> firstShown(List<Shop.Shown> documents) {
        return documents.stream()
                .filter(shown -> Shop.stateOf(shown.document(), LOST).equals("Unreachable"))
                .map(Shop.Shown::at)
                .findFirst();
    }
}
