package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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

        Instant published = replica.published();
        Figures.seconds("replica lost until the ConfigMap says so, interval 1 s", Duration.between(lost, published));
        Instant watched = replica.watched();
        Figures.seconds(
                "published until the library's watch at the API server shows it", Duration.between(published, watched));
        Figures.seconds(
                "replica lost until the library's watch at the API server shows it", Duration.between(lost, watched));
        Instant mounted = replica.mounted();
        Figures.seconds("published until the plain mount shows it", Duration.between(published, mounted));
        Figures.seconds("replica lost until the plain mount shows it", Duration.between(lost, mounted));
        long readsThen = replica.reads("pg-1");
        Poll.until(
                "the application reads on from the other one", PATIENCE, () -> replica.reads("pg-1") > readsThen + 100);

        JsonNode counts = replica.shop().counts().orElseThrow();
        System.out.println("The application's counts: " + counts);
        assertThat(counts.at("/failedReads").asLong()).isZero();
        assertThat(counts.at("/failedWrites").asLong()).isZero();
    }
}
