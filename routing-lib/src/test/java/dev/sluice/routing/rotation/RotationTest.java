package dev.sluice.routing.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.routing.balance.SmoothWeighted;
import dev.sluice.routing.health.Failure;
import dev.sluice.routing.health.Reason;
import dev.sluice.routing.health.Verdict;
import dev.sluice.routing.topology.Endpoint;
import dev.sluice.routing.topology.EndpointState;
import dev.sluice.routing.topology.Fallback;
import dev.sluice.routing.topology.Role;
import dev.sluice.routing.topology.RoutingPolicy;
import dev.sluice.routing.topology.Topology;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RotationTest {

    private static final Failure REFUSED = new Failure(Reason.ConnectionRefused, "refused");
    private static final Endpoint P = endpoint("p", 1, EndpointState.HEALTHY);
    private static final Endpoint R1 = endpoint("r1", 1, EndpointState.HEALTHY);
    private static final Endpoint R2 = endpoint("r2", 2, EndpointState.HEALTHY);

    @Test
    void readsGoToReplicasThatAreGoodByTheDocumentAndByOwnKnowledge() {
        Endpoint lagging = endpoint("r3", 1, EndpointState.LAGGING);
        Endpoint unweighted = endpoint("r4", 0, EndpointState.HEALTHY);
        Rotation rotation = Rotation.of(topology(1, 1, P, R1, R2, lagging, unweighted));
        assertThat(rotation.readers()).containsExactly(R1, R2);

        Rotation ejected = rotation.ejecting(R1, REFUSED);
        assertThat(ejected.readers()).containsExactly(R2);
        assertThat(ejected.whyNotRead(R1)).contains("ConnectionRefused");
        assertThat(ejected.whyNotRead(lagging)).contains("LAGGING");
        assertThat(ejected.whyNotRead(unweighted)).isEqualTo("weight 0, and another replica is usable");
        assertThat(ejected.whyNotRead(R2)).isEmpty();

        assertThat(ejected.judging(Map.of(R1.address(), Verdict.primary())).readers())
                .containsExactly(R1, R2);
    }

    @Test
    void replicasOfWeightZeroAreReadOnlyWhenNoneWithAWeightIsUsable() {
        Endpoint spare = endpoint("r3", 0, EndpointState.HEALTHY);
        Endpoint lagging = endpoint("r4", 0, EndpointState.LAGGING);
        Endpoint other = endpoint("r5", 0, EndpointState.HEALTHY);
        RouteTable table = table(Rotation.of(topology(1, 1, P, R1, spare, lagging, other)));
        assertThat(table.rotation().readers()).containsExactly(R1);

        table.update(now -> now.ejecting(R1, REFUSED));
        assertThat(table.rotation().readers()).containsExactly(spare, other);
        assertThat(table.rotation().whyNotRead(spare)).isEmpty();
        assertThat(List.of(next(table, Set.of()), next(table, Set.of()))).containsExactlyInAnyOrder("r3", "r5");
        assertThat(next(table, Set.of(spare.address(), other.address()))).isEqualTo("none");

        table.update(now -> now.ejecting(spare, REFUSED));
        assertThat(table.rotation().readers()).containsExactly(other);
        table.update(now -> now.judging(Map.of(R1.address(), Verdict.primary())));
        assertThat(table.rotation().readers()).containsExactly(R1);
    }

    @Test
    void ownEvidenceOutlivesANewDocumentButNotItsEndpoint() {
        Rotation ejected = Rotation.of(topology(1, 1, P, R1, R2)).ejecting(R1, REFUSED);
        assertThat(ejected.withTopology(topology(2, 1, P, R1, R2)).readers()).containsExactly(R2);
        Rotation without = ejected.withTopology(topology(2, 1, P, R2));
        assertThat(without.withTopology(topology(3, 1, P, R1, R2)).readers()).containsExactly(R1, R2);
    }

    @Test
    void aFollowedPrimaryGetsTheWritesAndNoReadsUntilTheDocumentHasCaughtUp() {
        Rotation followed = Rotation.of(topology(1, 1, P, R1, R2)).following(R1, 2);
        assertThat(followed.writer()).contains(R1);
        assertThat(followed.followsAhead()).isTrue();
        assertThat(followed.readers()).containsExactly(R2);
        assertThat(followed.whyNotRead(R1)).isEqualTo("is the primary");
        assertThat(followed.baseline().timeline()).isEqualTo(2);

        assertThat(followed.withTopology(topology(2, 1, P, R1, R2)).writer())
                .as("still an old document")
                .contains(R1);
        assertThat(followed.withTopology(topology(2, 1, null, R1, R2)).writer())
                .as("no primary published")
                .contains(R1);
        Rotation confirmed = followed.withTopology(topology(2, 2, R1, R2));
        assertThat(confirmed.writer()).contains(R1);
        assertThat(confirmed.followsAhead()).isFalse();
        Rotation overtaken = followed.withTopology(topology(2, 3, R2, R1));
        assertThat(overtaken.writer()).contains(R2);
        assertThat(followed.withTopology(topology(2, 1, P, R2)).writer())
                .as("it has left")
                .contains(P);
        assertThat(followed.withTopology(other("u2", topology(1, 1, P, R1, R2))).writer())
                .as("a new resource")
                .contains(P);
    }

    @Test
    void aDocumentWithoutAPrimaryLeavesTheLastOneInPlaceWhileItIsListed() {
        Rotation before = Rotation.of(topology(1, 1, P, R1));
        assertThat(before.withTopology(topology(2, 1, null, P, R1)).writer()).contains(P);
        assertThat(before.withTopology(topology(2, 1, null, P, R1))
                        .withTopology(topology(3, 1, null, P, R1))
                        .writer())
                .contains(P);
        assertThat(before.withTopology(topology(2, 1, null, R1)).writer()).isEmpty();
        assertThat(Rotation.of(topology(1, 1, null, R1)).writer()).isEmpty();
    }

    @Test
    void aServerThatADocumentWithoutAPrimaryRefusesIsNotWrittenTo() {
        Rotation before = Rotation.of(topology(1, 1, P, R1));
        for (EndpointState state : EndpointState.values()) {
            Endpoint last = endpoint("p", 1, state);
            Rotation none = before.withTopology(topology(2, 1, null, last, R1));
            boolean refused = state == EndpointState.WRONG_ROLE;
            assertThat(none.writer().map(Endpoint::name))
                    .as("the last writer is %s", state)
                    .isEqualTo(refused ? Optional.empty() : Optional.of("p"));
            assertThat(none.refused(last)).isEqualTo(refused);
            assertThat(before.withTopology(topology(2, 1, last, R1)).writer())
                    .as("published as the primary")
                    .contains(last);
        }
        Endpoint rival = endpoint("p", 1, EndpointState.WRONG_ROLE);
        Rotation refused = before.withTopology(topology(2, 1, null, rival, R1));
        assertThat(refused.withTopology(topology(3, 1, null, P, R1)).writer())
                .as("no longer the last writer")
                .isEmpty();
        assertThat(refused.withTopology(topology(3, 1, P, R1)).writer()).contains(P);
    }

    @Test
    void aFollowedPrimaryThatADocumentWithoutAPrimaryRefusesIsLeft() {
        Endpoint rival = endpoint("r1", 1, EndpointState.WRONG_ROLE);
        Rotation followed = Rotation.of(topology(1, 1, P, R1, R2)).following(R1, 2);
        Rotation refused = followed.withTopology(topology(2, 1, null, P, rival, R2));
        assertThat(refused.writer()).isEmpty();
        assertThat(refused.followsAhead()).isFalse();
        assertThat(followed.withTopology(topology(2, 1, P, rival, R2)).writer())
                .as("an old document, which has a primary")
                .contains(rival);
    }

    @Test
    void aWriterThatContradictsTheDocumentIsLeftUntilAnAnswerOrANewDocumentAgrees() {
        Rotation wrong = Rotation.of(topology(1, 9, P, R1)).hearing(P, new Baseline("7", 3));
        assertThat(wrong.writer()).contains(P);
        assertThat(wrong.writable()).isEmpty();
        assertThat(wrong.disproof().orElseThrow().message())
                .contains("p.db:5432 is on timeline 3, the document says 9");
        RouteTable table = table(wrong);
        assertThat(table.writer()).isEmpty();
        assertThat(table.isWriter(P)).isFalse();

        assertThat(wrong.withTopology(topology(2, 10, P, R1)).writable())
                .as("a document that it contradicts as well")
                .isEmpty();
        assertThat(wrong.withTopology(topology(2, 3, P, R1)).writable()).contains(P);
        assertThat(wrong.withTopology(topology(2, 9, R1, P)).writable()).contains(R1);
        assertThat(wrong.hearing(P, new Baseline("7", 9)).writable()).contains(P);

        Rotation foreign = wrong.hearing(P, new Baseline("8", null));
        assertThat(foreign.disproof().orElseThrow().message())
                .contains("p.db:5432 has the system identifier 8, the document says 7");
    }

    @Test
    void anAnswerThatAgreedSaysNothingAgainstALaterDocument() {
        Rotation agreed = Rotation.of(topology(1, 1, P, R1)).hearing(P, new Baseline("7", 1));
        assertThat(agreed.withTopology(topology(2, 3, P, R1)).writable())
                .as("promoted again meanwhile, perhaps")
                .contains(P);
        assertThat(agreed.hearing(P, new Baseline(null, null)).writable()).contains(P);
        assertThat(agreed.hearing(P, new Baseline("7", 2)).writable())
                .as("the document is behind")
                .contains(P);
    }

    @Test
    void theTableKeepsItsSequenceOverChangesThatDoNotTouchTheReaders() {
        RouteTable table = table(Rotation.of(topology(1, 1, P, R1, R2)));
        List<String> chosen = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            int revision = i + 2;
            chosen.add(next(table, Set.of()));
            table.update(now -> now.withTopology(topology(revision, 1, P, R1, R2)));
        }
        assertThat(chosen).containsExactly("r2", "r1", "r2");
        assertThat(table.version()).isEqualTo(3);
    }

    @Test
    void theTableAvoidsWhatWasTriedAndTellsChanges() {
        RouteTable table = table(Rotation.of(topology(1, 1, P, R1, R2)));
        List<String> told = new ArrayList<>();
        table.observe((before, now) ->
                told.add(before.readers().size() + " to " + now.readers().size()));
        assertThat(next(table, Set.of(R2.address()))).isEqualTo("r1");
        assertThat(next(table, Set.of(R1.address(), R2.address()))).isEqualTo("none");
        assertThat(table.readersBeside(Set.of(R1.address()))).isEqualTo(1);
        table.update(now -> now);
        table.update(now -> now.ejecting(R2, REFUSED));
        assertThat(next(table, Set.of())).isEqualTo("r1");
        assertThat(table.isReader(R2)).isFalse();
        assertThat(table.isWriter(P)).isTrue();
        assertThat(told).containsExactly("2 to 1");
    }

    private static RouteTable table(Rotation rotation) {
        return new RouteTable(rotation, candidates -> SmoothWeighted.over(candidates, 0));
    }

    private static String next(RouteTable table, Set<String> tried) {
        Endpoint endpoint = table.nextReader(tried);
        return endpoint == null ? "none" : endpoint.name();
    }

    private static Endpoint endpoint(String name, int weight, EndpointState state) {
        return new Endpoint(name, name + ".db", 5432, Role.REPLICA, weight, null, state, "Test", null, null);
    }

    private static Topology topology(long revision, int timeline, @Nullable Endpoint primary, Endpoint... replicas) {
        return new Topology(
                "ns/name",
                "u1",
                revision,
                Instant.EPOCH,
                "app",
                "7",
                timeline,
                primary,
                List.of(replicas),
                new RoutingPolicy(Duration.ofSeconds(5), null, 3, Fallback.PRIMARY));
    }

    private static Topology other(String uid, Topology t) {
        return new Topology(
                t.cluster(),
                uid,
                t.revision(),
                t.publishedAt(),
                t.database(),
                t.systemIdentifier(),
                t.timeline(),
                t.primary(),
                t.replicas(),
                t.policy());
    }
}
