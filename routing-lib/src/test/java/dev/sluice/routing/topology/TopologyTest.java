package dev.sluice.routing.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TopologyTest {

    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

    @Test
    void lagFiguresReasonAndRevisionDoNotChangeRouting() {
        Topology before = topology(1, replica("r1", EndpointState.LAGGING, "LagTime", new PublishedLag(6.0, 10L)));
        Topology after = topology(9, replica("r1", EndpointState.LAGGING, "LagBytes", new PublishedLag(7.0, 99L)));
        assertThat(before.sameRouting(after)).isTrue();
        assertThat(before.sameRouting(before.withRevision(2, NOW.plusSeconds(1))))
                .isTrue();
        assertThat(before.withRevision(2, NOW.plusSeconds(1)).revision()).isEqualTo(2);
    }

    @Test
    void aStateChangesRouting() {
        Topology before = topology(1, replica("r1", EndpointState.LAGGING, "", null));
        Topology after = topology(1, replica("r1", EndpointState.HEALTHY, "", null));
        assertThat(before.sameRouting(after)).isFalse();
    }

    @Test
    void namesAreUnique() {
        Endpoint one = replica("r1", EndpointState.HEALTHY, "", null);
        assertThatThrownBy(() -> topology(1, one, one)).hasMessageContaining("two endpoints have the name \"r1\"");
    }

    @Test
    void anAddressOfVersionSixIsBracketed() {
        Endpoint six = new Endpoint("r1", "::1", 5432, Role.REPLICA, 1, null, EndpointState.HEALTHY, "", null, null);
        assertThat(six.address()).isEqualTo("[::1]:5432");
    }

    private static Topology topology(long revision, Endpoint... replicas) {
        return new Topology(
                "ns/name",
                "uid",
                revision,
                NOW,
                "app",
                null,
                null,
                null,
                List.of(replicas),
                new RoutingPolicy(Duration.ofSeconds(5), null, 3, Fallback.PRIMARY));
    }

    private static Endpoint replica(String name, EndpointState state, String reason, @Nullable PublishedLag lag) {
        return new Endpoint(name, "host", 5432, Role.REPLICA, 1, null, state, reason, null, lag);
    }
}
