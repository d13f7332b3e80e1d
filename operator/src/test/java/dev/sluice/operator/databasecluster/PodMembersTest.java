package dev.sluice.operator.databasecluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.condition.ConditionStatus;
import dev.sluice.api.v1alpha1.DatabaseClusterSpec;
import dev.sluice.api.v1alpha1.ReplicaSource;
import dev.sluice.operator.cluster.Found.Shortfall;
import dev.sluice.operator.cluster.Member;
import dev.sluice.operator.cluster.PlanBuilder;
import dev.sluice.operator.cluster.Rotation;
import dev.sluice.operator.cluster.Story;
import dev.sluice.operator.discovery.ServiceEndpoint;
import dev.sluice.operator.discovery.ServiceEndpoints;
import dev.sluice.routing.health.LagLimits;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PodMembersTest {

    private static final DatabaseClusterSpec SPEC = Resources.cluster("p", "r1").getSpec();
    private static final ReplicaSource SOURCE = new ReplicaSource("pods", null, 7, Duration.ofSeconds(9));

    @Test
    void theyGetWhatTheSpecSaysOfAll() {
        assertThat(pods(endpoint("a", "10.0.0.1")).members())
                .containsExactly(new Member(
                        "a",
                        "10.0.0.1",
                        5432,
                        7,
                        "z1",
                        Duration.ofSeconds(9),
                        new LagLimits(Duration.ofSeconds(9), null),
                        Rotation.IN,
                        true));
    }

    @Test
    void whatTheSpecListsIsNoneOfThemAndKeepsItsName() {
        assertThat(pods(endpoint("a", "r1.example"), endpoint("p", "10.0.0.1")).members())
                .singleElement()
                .satisfies(member -> {
                    assertThat(member.host()).isEqualTo("10.0.0.1");
                    assertThat(member.name()).matches("p-[0-9a-f]{8}");
                });
    }

    @Test
    void thereAreNeverMoreReplicasThanTheSpecCouldList() {
        PodMembers pods = pods(IntStream.range(0, 80)
                .mapToObj(i -> endpoint("pod-%02d".formatted(i), "10.0.0." + i))
                .toArray(ServiceEndpoint[]::new));
        assertThat(pods.members())
                .hasSize(63)
                .last()
                .satisfies(m -> assertThat(m.name()).isEqualTo("pod-62"));
        assertThat(pods.found().shortfall())
                .satisfies(shortfall -> assertThat(shortfall.reason()).isEqualTo("TooManyEndpoints"));
    }

    @Test
    void whileTheyCannotBeReadThoseOfBeforeStay() {
        var unread = new Shortfall("EndpointsForbidden", "It is forbidden.");
        Story story =
                Story.of(PlanBuilder.of("p", "r1", "a").found(Rotation.IN, "a")).rounds("p=W1 r1=S1 a=S1");
        for (PodMembers.Before before : List.of(
                new PodMembers.Before(story.state(), null, null),
                new PodMembers.Before(null, TopologyRenderer.render(story.state()), null),
                new PodMembers.Before(null, null, Resources.status(story.state(), null)))) {
            PodMembers resumed = PodMembers.asBefore(SPEC, SOURCE, before, unread);
            assertThat(resumed.members()).extracting(Member::name).containsExactly("a");
            assertThat(resumed.found().shortfall()).isEqualTo(unread);
        }
        assertThat(PodMembers.asBefore(SPEC, SOURCE, new PodMembers.Before(null, null, null), unread)
                        .members())
                .isEmpty();
    }

    @Test
    void oneThatWasNotReadyIsSentNothingBeforeItsServiceIsHeard() {
        Story story = Story.of(PlanBuilder.of("p", "a", "b")
                        .found(Rotation.NOT_READY, "a")
                        .found(Rotation.IN, "b"))
                .rounds("p=W1 a=S1 b=S1");
        for (PodMembers.Before before : List.of(
                new PodMembers.Before(story.state(), null, null),
                new PodMembers.Before(null, TopologyRenderer.render(story.state()), null),
                new PodMembers.Before(null, null, Resources.status(story.state(), null)))) {
            assertThat(PodMembers.asBefore(SPEC, SOURCE, before, null).members())
                    .extracting(Member::rotation)
                    .containsExactly(Rotation.NOT_READY, Rotation.IN);
        }
    }

    @Test
    void theConditionNamesTheServerThatCountsAlready() {
        Story story = Story.of(PlanBuilder.of("p", "a", "b").found(Rotation.IN, "a", "b"))
                .rounds("p=W1i a=W1i b=S1");
        assertThat(MembershipFindings.replicasFound(story.state())).hasValueSatisfying(finding -> {
            assertThat(finding.status()).isEqualTo(ConditionStatus.TRUE);
            assertThat(finding.message())
                    .isEqualTo("Service \"pods\" has 2 endpoints. a is the server that counts as p.");
        });
        Story missing = Story.of(PlanBuilder.of("p").shortfall("NoEndpoints")).rounds("p=W1");
        assertThat(MembershipFindings.replicasFound(missing.state())).hasValueSatisfying(finding -> {
            assertThat(finding.status()).isEqualTo(ConditionStatus.FALSE);
            assertThat(finding.reason()).isEqualTo("NoEndpoints");
        });
        assertThat(MembershipFindings.replicasFound(
                        Story.of(PlanBuilder.of("p")).rounds("p=W1").state()))
                .isEmpty();
    }

    @Test
    void theConditionDoesNotTellOfPodsThatNobodyFollows() {
        Story paused = Story.of(PlanBuilder.of("p", "a").found(Rotation.IN, "a").paused());
        assertThat(MembershipFindings.replicasFound(paused.state())).hasValueSatisfying(finding -> {
            assertThat(finding.status()).isEqualTo(ConditionStatus.UNKNOWN);
            assertThat(finding.reason()).isEqualTo("Paused");
        });
    }

    private static PodMembers pods(ServiceEndpoint... endpoints) {
        return PodMembers.of(SPEC, SOURCE, new ServiceEndpoints(List.of(endpoints), null));
    }

    private static ServiceEndpoint endpoint(String name, String host) {
        return new ServiceEndpoint(name, host, 5432, "z1", Rotation.IN);
    }
}
