package dev.sluice.routing.watch;

import static dev.sluice.routing.watch.NewestDocument.Outcome.KNOWN;
import static dev.sluice.routing.watch.NewestDocument.Outcome.OLDER;
import static dev.sluice.routing.watch.NewestDocument.Outcome.TAKEN;
import static dev.sluice.routing.watch.NewestDocument.Outcome.UNCONFIRMED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.routing.topology.Fallback;
import dev.sluice.routing.topology.RoutingPolicy;
import dev.sluice.routing.topology.Topology;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class NewestDocumentTest {

    private final NewestDocument<Topology> newest = new NewestDocument<>();

    @Test
    void withinAResourceTheHighestRevisionIsUsedWhereverItCameFrom() {
        assertThat(newest.fromMount(topology("a", 4), false)).isEqualTo(TAKEN);
        assertThat(newest.fromServer(topology("a", 6))).isEqualTo(TAKEN);
        assertThat(newest.fromMount(topology("a", 5), true)).isEqualTo(OLDER);
        assertThat(newest.fromServer(topology("a", 5))).isEqualTo(OLDER);
        assertThat(newest.fromMount(topology("a", 6), true)).isEqualTo(KNOWN);
        assertThat(newest.fromMount(topology("a", 7), true)).isEqualTo(TAKEN);
        assertThat(newest.current()).isEqualTo(topology("a", 7));
    }

    @Test
    void aNewResourceComesFromTheServerAndTheMountDoesNotLeadBack() {
        newest.fromMount(topology("a", 9), false);
        assertThat(newest.fromServer(topology("b", 1))).isEqualTo(TAKEN);
        assertThat(newest.fromMount(topology("a", 10), true)).isEqualTo(OLDER);
        assertThat(newest.fromMount(topology("a", 10), false)).isEqualTo(OLDER);
        assertThat(newest.fromMount(topology("b", 2), false)).isEqualTo(TAKEN);
        assertThat(newest.fromServer(topology("a", 11))).isEqualTo(TAKEN);
    }

    @Test
    void aNewResourceComesFromTheMountWhileTheServerIsNotHeard() {
        newest.fromServer(topology("a", 9));
        assertThat(newest.fromMount(topology("b", 1), true)).isEqualTo(UNCONFIRMED);
        assertThat(newest.current()).isEqualTo(topology("a", 9));
        assertThat(newest.fromMount(topology("b", 1), false)).isEqualTo(TAKEN);
        assertThat(newest.fromMount(topology("a", 9), false)).isEqualTo(OLDER);
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
