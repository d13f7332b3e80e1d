package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.testing.process.Poll;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An application in a pod, which mounts the endpoints as its documentation says. */
class RoutingIT {

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final String LOST = "pg-2";

    private final K3s cluster = K3s.cluster();
    private final Databases databases = new Databases(cluster);
    private final Shop shop = new Shop(cluster);

    @BeforeEach
    void start() {
        databases.ensure();
        new Release(cluster).install();
        shop.ensure();
        shop.startApplication();
    }

    @AfterEach
    void stop() {
        shop.stopApplication();
        databases.ensure();
    }

    @Test
    void lostReplicaIsLeftOutWithoutAFailedReadAndTheMountFollows() {
        Poll.until(
                "both replicas and the primary are used",
                PATIENCE,
                () -> reads("pg-1") > 20 && reads(LOST) > 20 && count("/writes/pg-0") > 0);
        Instant lost = databases.loseLast();

        Poll.until("the ConfigMap says so", PATIENCE, () -> states("Healthy", "Unreachable"));
        Instant published =
                Instant.parse(shop.published().orElseThrow().at("/publishedAt").asText());
        Figures.seconds("replica lost until the ConfigMap says so, interval 1 s", Duration.between(lost, published));
        Poll.until("the mount says so", PATIENCE, () -> firstShown().isPresent());
        Figures.seconds(
                "published until the plain mount shows it",
                Duration.between(published, firstShown().get()));
        Poll.until(
                "the watch at the API server says so",
                PATIENCE,
                () -> firstShown(shop.watched()).isPresent());
        Figures.seconds(
                "published until the library's watch at the API server shows it",
                Duration.between(published, firstShown(shop.watched()).get()));
        Figures.seconds(
                "replica lost until the library's watch at the API server shows it",
                Duration.between(lost, firstShown(shop.watched()).get()));
        Figures.seconds(
                "replica lost until the plain mount shows it",
                Duration.between(lost, firstShown().get()));
        long readsThen = reads("pg-1");
        Poll.until("the application reads on from the other one", PATIENCE, () -> reads("pg-1") > readsThen + 100);

        JsonNode counts = shop.counts().orElseThrow();
        System.out.println("The application's counts: " + counts);
        assertThat(counts.at("/failedReads").asLong()).isZero();
        assertThat(counts.at("/failedWrites").asLong()).isZero();
    }

    @Test
    void nudgedKubeletShowsTheLossAtOnce() {
        new Release(cluster).install("--set", "nudge.enabled=true");
        Poll.until("both replicas and the primary are used", PATIENCE, () -> reads("pg-1") > 20 && reads(LOST) > 20);
        Instant lost = databases.loseLast();

        Poll.until("the ConfigMap says so", PATIENCE, () -> states("Healthy", "Unreachable"));
        Instant published =
                Instant.parse(shop.published().orElseThrow().at("/publishedAt").asText());
        Poll.until("the mount says so", PATIENCE, () -> firstShown().isPresent());
        Figures.seconds(
                "published until the mount shows it, with the nudge",
                Duration.between(published, firstShown().get()));
        Figures.seconds(
                "replica lost until the mount shows it, with the nudge",
                Duration.between(lost, firstShown().get()));

        long revision = shop.revision();
        Poll.until("the pod is annotated with the revision", PATIENCE, () -> shop.nudgedTo() >= revision);
        assertThat(shop.counts().orElseThrow().at("/failedReads").asLong()).isZero();
    }

    private Optional<Instant> firstShown() {
        return firstShown(shop.mounted());
    }

    private static Optional<Instant> firstShown(List<Shop.Shown> documents) {
        return documents.stream()
                .filter(shown -> Shop.stateOf(shown.document(), LOST).equals("Unreachable"))
                .map(Shop.Shown::at)
                .findFirst();
    }

    private boolean states(String first, String second) {
        return shop.published()
                .filter(document -> Shop.stateOf(document, "pg-1").equals(first)
                        && Shop.stateOf(document, LOST).equals(second))
                .isPresent();
    }

    private long reads(String endpoint) {
        return count("/reads/" + endpoint);
    }

    private long count(String path) {
        return shop.counts().map(counts -> counts.at(path).asLong()).orElse(0L);
    }
}
