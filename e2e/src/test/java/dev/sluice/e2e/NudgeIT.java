package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.e2e.LostReplica.Published;
import dev.sluice.testing.process.Poll;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** What an application sees of a lost replica by a mount that the operator has the kubelet look at. */
@Isolated
class NudgeIT {

    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final LostReplica replica = new LostReplica();

    @BeforeEach
    void start() {
        new Release(K3s.cluster()).install("--set", "nudge.enabled=true");
        replica.start();
    }

    @AfterEach
    void stop() {
        replica.stop();
    }

    @Test
    void nudgedKubeletShowsTheLossAtOnce() {
        Instant lost = replica.lose();

        Published loss = replica.published();
        Figures.seconds(
                "published until the mount shows it, with the nudge", Duration.between(loss.at(), replica.mounted()));
        Instant routed = replica.routed(loss);
        Figures.seconds(
                "published until an application routes by it, with the nudge", Duration.between(loss.at(), routed));
        Figures.seconds(
                "replica lost until an application routes by that, with the nudge", Duration.between(lost, routed));

        Shop shop = replica.shop();
        long revision = shop.revision();
        Poll.until("the pod is annotated with the revision", PATIENCE, () -> shop.nudgedTo() >= revision);
        assertThat(shop.counts().orElseThrow().at("/failedReads").asLong()).isZero();
    }
}
