package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.e2e.LostReplica.Published;
import dev.sluice.testing.process.Poll;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What an application sees of a lost replica by a plain mount, and by the library's watch at the API server. */
@Execution(ExecutionMode.CONCURRENT)
class RoutingIT {

    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final LostReplica replica = new LostReplica();

    @BeforeEach
    void start() {
        new Release(K3s.cluster()).install();
        replica.start();
    }

    @AfterEach
    void stop() {
        replica.stop();
    }

    @Test
    void lostReplicaIsLeftOutWithoutAFailedReadAndTheMountFollows() {
        Instant lost = replica.lose();

        Published loss = replica.published();
        Instant published = loss.at();
        Figures.seconds("replica lost until the ConfigMap says so, interval 1 s", Duration.between(lost, published));
        Instant watching = replica.watchingRouted(loss);
        Figures.seconds(
                "published until an application routes by it with the library's watch",
                Duration.between(published, watching));
        Figures.seconds(
                "replica lost until an application routes by that with the library's watch",
                Duration.between(lost, watching));
        Figures.seconds("published until the plain mount shows it", Duration.between(published, replica.mounted()));
        Instant routed = replica.routed(loss);
        Figures.seconds(
                "published until an application routes by it with the plain mount",
                Duration.between(published, routed));
        Figures.seconds(
                "replica lost until an application routes by that with the plain mount",
                Duration.between(lost, routed));
        long readsThen = replica.reads("pg-1");
        Poll.until(
                "the application reads on from the other one", PATIENCE, () -> replica.reads("pg-1") > readsThen + 100);

        JsonNode counts = replica.shop().counts().orElseThrow();
        System.out.println("The application's counts: " + counts);
        assertThat(counts.at("/failedReads").asLong()).isZero();
        assertThat(counts.at("/failedWrites").asLong()).isZero();
        assertThat(replica.shop()
                        .watchingCounts()
                        .orElseThrow()
                        .at("/failedReads")
                        .asLong())
                .isZero();
    }
}
