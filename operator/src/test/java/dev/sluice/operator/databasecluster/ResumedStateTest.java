package dev.sluice.operator.databasecluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.api.v1alpha1.DatabaseCluster;
import dev.sluice.api.v1alpha1.DatabaseClusterStatus;
import dev.sluice.api.v1alpha1.MemberRole;
import dev.sluice.api.v1alpha1.MemberState;
import dev.sluice.api.v1alpha1.MemberStatus;
import dev.sluice.operator.cluster.Alias;
import dev.sluice.operator.cluster.ClusterState;
import dev.sluice.operator.cluster.ClusterState.Leadership;
import dev.sluice.operator.cluster.PlanBuilder;
import dev.sluice.operator.cluster.Rotation;
import dev.sluice.operator.cluster.Story;
import dev.sluice.routing.health.Reason;
import dev.sluice.routing.topology.Endpoint;
import dev.sluice.routing.topology.EndpointState;
import dev.sluice.routing.topology.Topology;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResumedStateTest {

    private static final PlanBuilder PLAN = PlanBuilder.of("p", "r1", "r2");
    private static final String BLIND = "p=- r1=- r2=- | p=- r1=- r2=- | p=- r1=- r2=-";
    private static final Instant RESTART = Story.START.plusSeconds(86_400);

    /** After the restart the servers answer as in the last round. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "p=W1 r1=S1 r2=S1",
                "p=W1 r1=S1b r2=S1d",
                "p=W1 r1=W2 r2=S2",
                "p=W1 r1=S1x r2=S1",
                "p=W1 r1=W1 r2=S1",
                "p=S1 r1=S1 r2=S1",
                "p=W1 r1=S1 r2=S1 | p=- r1=W2 r2=S2",
                "p=W1 r1=S1 r2=S1 | p=W1 r1=- r2=S1",
                "p=W1 r1=S1 r2=S1 | p=W1 r1=- r2=S1 | p=W1 r1=- r2=S1 | p=W1 r1=- r2=S1",
                "p=W1 r1=S1 r2=S1 | p=- r1=S1 r2=S1",
                "p=W1 r1=S1 r2=S1 | p=- r1=S1 r2=S1 | p=- r1=S1 r2=S1 | p=- r1=S1 r2=S1",
                "p=W1 r1=S1 r2=S1 | p=- r1=- r2=-",
                "p=W? r1=S? r2=S?",
            })
    void afterARestartNothingFlaps(String rounds) {
        Story before = Story.of(PLAN).rounds(rounds);
        String last = rounds.substring(rounds.lastIndexOf('|') + 1).trim();
        Story undisturbed = Story.of(PLAN).rounds(rounds).rounds(last);

        Story after = Story.from(resume(before, topology(before, 7))).rounds(last);

        assertThat(TopologyRenderer.render(after.state()).sameRouting(TopologyRenderer.render(undisturbed.state())))
                .as("%s%n%s", TopologyRenderer.render(after.state()), TopologyRenderer.render(undisturbed.state()))
                .isTrue();
        assertThat(after.state().members())
                .extracting(m -> m.verdict().state(), m -> m.reachability().failures())
                .isEqualTo(undisturbed.state().members().stream()
                        .map(m -> tuple(m.verdict().state(), m.reachability().failures()))
                        .toList());
        DatabaseClusterStatus written = status(before);
        assertThat(Notices.between(written, null, Resources.status(after.state(), written), PLAN.build()))
                .isEqualTo(
                        Notices.between(written, null, Resources.status(undisturbed.state(), written), PLAN.build()));
    }

    @Test
    void failuresGoOnToBeCounted() {
        Story before = Story.of(PLAN).rounds("p=W1 r1=S1 r2=S1 | p=W1 r1=- r2=S1 | p=W1 r1=- r2=S1");
        Story after = Story.from(resume(before, topology(before, 7)));
        assertThat(after.states()).isEqualTo("p=HEALTHY r1=HEALTHY r2=HEALTHY");
        assertThat(after.rounds("p=W1 r1=- r2=S1").states()).isEqualTo("p=HEALTHY r1=UNREACHABLE r2=HEALTHY");
    }

    @Test
    void theTimeOfTheLastChangeAndTheMessageStay() {
        Story before = Story.of(PLAN).rounds("p=W1 r1=S1b r2=S1");
        ClusterState resumed = resume(before, topology(before, 7));
        var member = resumed.member("r1").orElseThrow();
        assertThat(member.verdict()).isEqualTo(before.member("r1").verdict());
        assertThat(member.changedAt()).isEqualTo(before.member("r1").changedAt());
        assertThat(resumed.rounds()).isZero();
    }

    @Test
    void whatTheOneBeforeHadSparedWhileNobodyAnsweredIsSparedOn() {
        Story before = Story.of(PLAN).rounds("p=W1 r1=S1 r2=S1 | p=- r1=- r2=- | p=- r1=- r2=- | p=- r1=- r2=-");
        Story after = Story.from(resume(before, topology(before, 7)));
        assertThat(after.states()).isEqualTo("p=UNREACHABLE r1=UNREACHABLE r2=UNREACHABLE");
        assertThat(after.routed()).isEqualTo("p=HEALTHY r1=HEALTHY r2=HEALTHY");
        after.rounds("p=W1 r1=S1 r2=- | p=W1 r1=S1 r2=-");
        assertThat(after.routed()).isEqualTo("p=HEALTHY r1=HEALTHY r2=HEALTHY");
        after.rounds("p=W1 r1=S1 r2=-");
        assertThat(after.routed()).isEqualTo("p=HEALTHY r1=HEALTHY r2=UNREACHABLE");
    }

    @Test
    void aStatusThatDidNotKnowTheLagTakesNoReplicaOutThatTheDocumentHas() {
        Story before = Story.of(PLAN).rounds("p=W1 r1=S1 r2=S1b | p=- r1=S1 r2=S1");
        DatabaseClusterStatus status = status(before);
        for (String replica : List.of("r1", "r2")) {
            status = Resources.with(status, replica, m -> Resources.state(m, MemberState.UNKNOWN, "LagUnknown", 0));
        }
        Story after = Story.from(ResumedState.of(reported(status), PLAN.build(), topology(before, 7), RESTART));
        after.rounds("p=- r1=S1 r2=S1");
        assertThat(after.routed()).isEqualTo("p=HEALTHY r1=HEALTHY r2=LAGGING");
        assertThat(after.states()).isEqualTo("p=HEALTHY r1=HEALTHY r2=LAGGING");
    }

    @Test
    void whoIsDrainedNoMoreIsWhatItWasThoughNobodyHasAnsweredSince() {
        PlanBuilder drained = PlanBuilder.of("p", "r1", "r2").drain("r1", "r2");
        Story before = Story.of(PLAN).rounds("p=W1 r1=S1 r2=S1b").rounds(BLIND).renew(drained);
        DatabaseClusterStatus status = status(before);
        assertThat(before.routed()).isEqualTo("p=HEALTHY r1=DRAINING r2=LAGGING");
        Story after = Story.from(ResumedState.of(reported(status), drained.build(), topology(before, 7), RESTART));
        assertThat(after.rounds("p=- r1=- r2=-").routed()).isEqualTo("p=HEALTHY r1=DRAINING r2=LAGGING");
        assertThat(after.renew(PLAN).routed()).isEqualTo("p=HEALTHY r1=HEALTHY r2=LAGGING");
        after.rounds("p=W1 r1=- r2=S1 | p=W1 r1=- r2=S1 | p=W1 r1=- r2=S1");
        assertThat(after.routed()).isEqualTo("p=HEALTHY r1=UNREACHABLE r2=HEALTHY");
    }

    @Test
    void aPrimaryThatIsListedWithAnotherHostIsAwaited() {
        Story before = Story.of(PLAN).rounds("p=W1 r1=S1 r2=S1").rounds(BLIND);
        PlanBuilder moved = PlanBuilder.of("p", "r1", "r2").host("p", "elsewhere.example");
        for (Topology published : Arrays.asList(topology(before, 7), null)) {
            Story after = Story.from(ResumedState.of(reported(status(before)), moved.build(), published, RESTART));
            after.rounds(BLIND);
            assertThat(after.state().primary()).isEmpty();
            assertThat(after.state().awaitsPrimary()).isTrue();
        }
    }

    @Test
    void aRenamedMemberIsTheSameServer() {
        Story before = Story.of(PLAN).rounds("p=W1 r1=S1 r2=S1");
        PlanBuilder renamed = PlanBuilder.of("main", "r1", "r2").host("main", "p.example");
        for (Topology published : Arrays.asList(topology(before, 7), null)) {
            ClusterState after = ResumedState.of(reported(status(before)), renamed.build(), published, RESTART);
            assertThat(after.leadership().primary()).isEqualTo("main");
            assertThat(Story.from(after).routed()).isEqualTo("main=HEALTHY r1=HEALTHY r2=HEALTHY");
        }
    }

    @Test
    void aStatusOfNobodyAnsweringTellsNothingOfTheMembersWhereTheDocumentIsGone() {
        Story before = Story.of(PLAN).rounds("p=W1 r1=S1 r2=S1").rounds(BLIND);
        Story after = Story.from(resume(before, null)).rounds("p=- r1=- r2=-");
        assertThat(after.states()).isEqualTo("p=UNREACHABLE r1=UNREACHABLE r2=UNREACHABLE");
        assertThat(after.state().isKnown()).isFalse();
        assertThat(after.state().leadership().primary()).isEqualTo("p");
        after.rounds("p=W1 r1=S1 r2=-");
        assertThat(after.routed()).isEqualTo("p=HEALTHY r1=HEALTHY r2=UNKNOWN");
        assertThat(after.state().isKnown()).isTrue();
    }

    @Test
    void failuresOfRoundsInWhichNobodyAnsweredAreHeldAgainstNobody() {
        Story before = Story.of(PLAN).rounds("p=W1 r1=S1 r2=S1 | p=- r1=- r2=- | p=- r1=- r2=-");
        for (Topology published : Arrays.asList(topology(before, 7), null)) {
            Story after = Story.from(resume(before, published)).rounds("p=W1 r1=S1 r2=-");
            assertThat(after.states()).isEqualTo("p=HEALTHY r1=HEALTHY r2=UNREACHABLE");
            assertThat(after.routed()).isEqualTo("p=HEALTHY r1=HEALTHY r2=HEALTHY");
        }
    }

    @Test
    void theSameServersCountWhileNobodyAnswers() {
        PlanBuilder pods = PlanBuilder.of("p", "a", "b").found(Rotation.IN, "a", "b");
        Story before = Story.of(pods).rounds("p=W1i a=W1i b=S1");
        assertThat(before.states()).isEqualTo("p=HEALTHY b=HEALTHY");
        Story after = Story.from(ResumedState.of(reported(status(before)), pods.build(), topology(before, 7), RESTART));
        assertThat(after.rounds("p=- a=- b=- | p=- a=- b=-").routed()).isEqualTo("p=HEALTHY b=HEALTHY");
        assertThat(after.rounds("p=W1i a=W1i b=S1").routed()).isEqualTo("p=HEALTHY b=HEALTHY");
        assertThat(after.state().aliases()).extracting(Alias::countedAs).containsExactly("p");
    }

    @RepeatedTest(200)
    void whileNobodyAnswersTheNextLeaderPublishesWhatTheOneBeforeWould() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        PlanBuilder plan = drained(random);
        Story before = Story.of(plan);
        for (int round = 1 + random.nextInt(20); round > 0; round--) {
            before.rounds(random.nextInt(4) == 0 ? "p=- r1=- r2=-" : round(random));
        }
        Story after = Story.from(ResumedState.of(reported(status(before)), plan.build(), topology(before, 7), RESTART));
        PlanBuilder next = drained(random);
        Topology undisturbed = TopologyRenderer.render(
                before.rounds(BLIND).renew(next).rounds(BLIND).state());
        Topology resumed = TopologyRenderer.render(
                after.rounds(BLIND).renew(next).rounds(BLIND).state());
        assertThat(resumed.sameRouting(undisturbed))
                .as("seed %d%n%s%n%s", seed, resumed, undisturbed)
                .isTrue();
    }

    private static PlanBuilder drained(Random random) {
        PlanBuilder plan = PlanBuilder.of("p", "r1", "r2");
        List.of("p", "r1", "r2").stream().filter(name -> random.nextInt(3) == 0).forEach(plan::drain);
        return plan;
    }

    private static String round(Random random) {
        return Stream.of("p", "r1", "r2")
                .map(name -> name + "=" + outcome(random))
                .collect(Collectors.joining(" "));
    }

    private static String outcome(Random random) {
        int kind = random.nextInt(10);
        if (kind < 3) {
            return "-";
        }
        String flags = List.of("", "", "", "x", "b", "c", "d", "h").get(random.nextInt(8));
        return (kind < 5 ? "W" : "S") + (1 + random.nextInt(3)) + flags;
    }

    @Test
    void aDocumentFromBeforeAPromotionMakesNoReplicaOfThePrimaryOfThen() {
        Story before = Story.of(PLAN).rounds("p=W1 r1=S1 r2=S1");
        Topology old = topology(before, 7);
        before.rounds("p=- r1=W2 r2=S2");
        Story after = Story.from(resume(before, old));
        assertThat(after.state().leadership().primary()).isEqualTo("r1");
        assertThat(after.routed()).isEqualTo("p=UNKNOWN r1=HEALTHY r2=HEALTHY");
        assertThat(after.rounds("p=- r1=W2 r2=S2").routed()).isEqualTo("p=UNKNOWN r1=HEALTHY r2=HEALTHY");
    }

    @Test
    void aMemberWithAnotherHostOrANewOneIsUnknown() {
        Story before = Story.of(PLAN).rounds("p=W1 r1=S1 r2=S1");
        PlanBuilder changed = PlanBuilder.of("p", "r1", "r3").host("r1", "elsewhere.example");
        ClusterState resumed = ResumedState.of(reported(status(before)), changed.build(), topology(before, 7), RESTART);
        assertThat(Story.from(resumed).states()).isEqualTo("p=HEALTHY r1=UNKNOWN r3=UNKNOWN");
        assertThat(resumed.member("r1").orElseThrow().changedAt()).isEqualTo(RESTART);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "p=W1 r1=S1 r2=S1",
                "p=W1 r1=S1b r2=S1d",
                "p=W1 r1=W1 r2=S1",
                "p=W1 r1=S1 r2=S1 | p=- r1=W2 r2=S2",
                "p=W1 r1=S1 r2=S1 | p=W1 r1=- r2=S1 | p=W1 r1=- r2=S1 | p=W1 r1=- r2=S1",
            })
    void aDocumentThatIsLostIsMadeAgainOfTheStatus(String rounds) {
        Story before = Story.of(PLAN).rounds(rounds);
        Topology again = TopologyRenderer.render(resume(before, null));
        assertThat(again.primary()).isEqualTo(topology(before, 7).primary());
        assertThat(again.replicas())
                .extracting(Endpoint::name, Endpoint::role, Endpoint::state, Endpoint::reason)
                .isEqualTo(topology(before, 7).replicas().stream()
                        .map(r -> tuple(r.name(), r.role(), r.state(), r.reason()))
                        .toList());
    }

    @Test
    void withNothingWrittenNothingIsKnown() {
        ClusterState resumed = ResumedState.of(reported(null), PLAN.build(), null, RESTART);
        assertThat(resumed.leadership()).isEqualTo(Leadership.NONE);
        assertThat(Story.from(resumed).states()).isEqualTo("p=UNKNOWN r1=UNKNOWN r2=UNKNOWN");
    }

    @Test
    void aDocumentOfAnotherResourceOfThatNameSaysNothing() {
        Topology old = topology(Story.of(PLAN).rounds("p=W5x r1=S5x r2=S5x"), 7);
        Topology foreign = new Topology(
                old.cluster(),
                "uid-0",
                old.revision(),
                old.publishedAt(),
                old.database(),
                old.systemIdentifier(),
                old.timeline(),
                old.primary(),
                old.replicas(),
                old.policy());
        Story story = Story.from(ResumedState.of(reported(null), PLAN.build(), foreign, RESTART));
        assertThat(story.state().leadership()).isEqualTo(Leadership.NONE);
        assertThat(story.rounds("p=W1 r1=S1 r2=S1").states()).isEqualTo("p=HEALTHY r1=HEALTHY r2=HEALTHY");
    }

    @ParameterizedTest(name = "status {0}, document {1}")
    @CsvSource(
            nullValues = "none",
            value = {
                "p=W1 r1=S1 r2=S1,   p=W1 r1=W2 r2=S2,   r1,   2",
                "p=W1 r1=W2 r2=S2,   p=W1 r1=S1 r2=S1,   r1,   2",
                "p=W3 r1=S3 r2=S3,   none,               p,    3",
                "none,               p=W3 r1=S3 r2=S3,   p,    3",
                "p=W2 r1=S2 r2=S2,   p=S2 r1=S2 r2=S2,   p,    2",
                "none,               p=W? r1=S? r2=S?,   p,    none",
                "p=W3 r1=S3 r2=S3,   p=W? r1=S? r2=S?,   p,    3",
            })
    void theHighestTimelineIsTaken(
            @Nullable String reported, @Nullable String published, String primary, @Nullable Integer timeline) {
        ClusterState resumed = ResumedState.of(
                reported(reported == null ? null : status(Story.of(PLAN).rounds(reported))),
                PLAN.build(),
                published == null ? null : topology(Story.of(PLAN).rounds(published), 7),
                RESTART);
        assertThat(resumed.leadership()).isEqualTo(new Leadership(primary, timeline, Story.SYSTEM, null, 0));
    }

    @Test
    void aDocumentThatIsNewerThanTheStatusIsHeardAboutTheMembers() {
        Story story = Story.of(PLAN).rounds("p=W1 r1=S1 r2=S1");
        DatabaseClusterStatus status = status(story);
        story.rounds("p=W1 r1=S1b r2=S1");
        ClusterState resumed = ResumedState.of(reported(status), PLAN.build(), topology(story, 8), RESTART);
        assertThat(Story.from(resumed).states()).isEqualTo("p=HEALTHY r1=LAGGING r2=HEALTHY");
        assertThat(resumed.member("r1").orElseThrow().verdict().reason()).isEqualTo(Reason.LagTime);
        ClusterState sameRevision = ResumedState.of(reported(status), PLAN.build(), topology(story, 7), RESTART);
        assertThat(Story.from(sameRevision).states()).isEqualTo("p=HEALTHY r1=HEALTHY r2=HEALTHY");
    }

    @Test
    void anOrderToDrainThatCameInBetweenHoldsThoughTheMemberIsSilent() {
        Story before = Story.of(PLAN).rounds("p=W1 r1=S1 r2=S1");
        ClusterState resumed = ResumedState.of(
                reported(status(before)),
                PlanBuilder.of("p", "r1", "r2").drain("r1").build(),
                topology(before, 7),
                RESTART);
        assertThat(Story.from(resumed)
                        .rounds("p=W1 r1=- r2=S1")
                        .member("r1")
                        .verdict()
                        .state())
                .isEqualTo(EndpointState.DRAINING);
    }

    @Test
    void aReasonOfANewerOperatorIsSurvived() {
        DatabaseClusterStatus status = status(Story.of(PLAN).rounds("p=W1 r1=S1b r2=S1"));
        DatabaseClusterStatus newer = Resources.with(
                status,
                status.conditions(),
                List.of(
                        status.members().get(0),
                        new MemberStatus(
                                "r1",
                                "r1.example",
                                5432,
                                MemberRole.REPLICA,
                                MemberState.LAGGING,
                                "SomethingNew",
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null)));
        ClusterState resumed = ResumedState.of(reported(newer), PLAN.build(), null, RESTART);
        var verdict = resumed.member("r1").orElseThrow().verdict();
        assertThat(verdict.state()).isEqualTo(EndpointState.LAGGING);
        assertThat(verdict.reason()).isEqualTo(Reason.NotProbedYet);
        assertThat(verdict.message()).isEmpty();
    }

    private static ClusterState resume(Story before, @Nullable Topology published) {
        return ResumedState.of(reported(status(before)), PLAN.build(), published, RESTART);
    }

    private static DatabaseClusterStatus status(Story story) {
        return Resources.status(story.state(), null);
    }

    private static Topology topology(Story story, long revision) {
        return TopologyRenderer.render(story.state()).withRevision(revision, Story.START);
    }

    private static DatabaseCluster reported(@Nullable DatabaseClusterStatus status) {
        DatabaseCluster cluster = Resources.cluster("p", "r1", "r2");
        cluster.setStatus(status);
        return cluster;
    }
}
