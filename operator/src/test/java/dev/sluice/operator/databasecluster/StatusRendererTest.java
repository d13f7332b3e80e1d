package dev.sluice.operator.databasecluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.condition.Condition;
import dev.sluice.api.v1alpha1.DatabaseClusterStatus;
import dev.sluice.api.v1alpha1.EndpointsStatus;
import dev.sluice.api.v1alpha1.MemberRole;
import dev.sluice.api.v1alpha1.MemberState;
import dev.sluice.api.v1alpha1.MemberStatus;
import dev.sluice.api.v1alpha1.ReplicaCount;
import dev.sluice.operator.cluster.PlanBuilder;
import dev.sluice.operator.cluster.Story;
import dev.sluice.routing.topology.EndpointState;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusRendererTest {

    @Test
    void anEditedSpecIsAnsweredByARoundOfIts() {
        Story story = Story.of(PlanBuilder.of("p", "r1").generation(4)).rounds("p=W3 r1=S3");
        DatabaseClusterStatus before = Resources.status(story.state(), null);
        story.renew(PlanBuilder.of("p", "r1").generation(5));
        DatabaseClusterStatus edited = Resources.status(story.state(), before);
        assertThat(edited.observedGeneration()).isEqualTo(4);
        assertThat(edited.conditions())
                .extracting(Condition::observedGeneration)
                .containsOnly(4L);
        story.rounds("p=W3 r1=S3");
        assertThat(Resources.status(story.state(), edited).observedGeneration()).isEqualTo(5);
    }

    @Test
    void aHealthyCluster() {
        Story story = Story.of(PlanBuilder.of("p", "r1", "r2").generation(4)).rounds("p=W3 r1=S3 r2=S3");
        DatabaseClusterStatus status = Resources.status(story.state(), null);
        assertThat(status.observedGeneration()).isEqualTo(4);
        assertThat(status.primary()).isEqualTo("p");
        assertThat(status.timeline()).isEqualTo(3);
        assertThat(status.systemIdentifier()).isEqualTo(Story.SYSTEM);
        assertThat(status.endpoints()).isEqualTo(new EndpointsStatus("db-endpoints", 7L, Story.START));
        assertThat(status.members())
                .containsExactly(
                        new MemberStatus(
                                "p",
                                "p.example",
                                5432,
                                MemberRole.PRIMARY,
                                MemberState.HEALTHY,
                                "Ok",
                                null,
                                null,
                                null,
                                null,
                                null,
                                2L,
                                0,
                                story.now()),
                        caughtUp("r1", story),
                        caughtUp("r2", story));
    }

    private static MemberStatus caughtUp(String name, Story story) {
        return new MemberStatus(
                name,
                name + ".example",
                5432,
                MemberRole.REPLICA,
                MemberState.HEALTHY,
                "Ok",
                null,
                0.0,
                0L,
                0L,
                0L,
                2L,
                0,
                story.now());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            nullValues = "none",
            value = {
                "p=W1 r1=S1 r2=S1,                            2/2, 0s,      0.0,  0.0",
                "p=W1 r1=S1b r2=S1,                           1/2, 60s,     60.0, 0.0",
                "p=W1 r1=S1b r2=S1b,                          0/2, 60s,     60.0, none",
                "p=W1 r1=S1c r2=S1,                           1/2, unknown, 0.0,  0.0",
                "p=W1 r1=S1h r2=S1,                           2/2, unknown, 0.0,  0.0",
                "p=W1 r1=- r2=S1,                             1/2, 0s,      0.0,  0.0",
                "p=W1 r1=- r2=-,                              0/2, unknown, none, none",
                "p=W1 r1=S1 r2=S1 | p=- r1=S1 r2=S1,          2/2, unknown, none, none",
                "p=- r1=- r2=- | p=- r1=- r2=- | p=- r1=- r2=-, 0/2, unknown, none, none",
                "p=W1 r1=W1 r2=S1,                            0/3, unknown, none, none",
                "p=W1 r1=S1 r2=S1 | p=- r1=W2 r2=S2,          1/2, 0s,      0.0,  0.0",
            })
    void countsAndLags(
            String rounds, String count, String maxLag, @Nullable Double maxSeconds, @Nullable Double average) {
        Story story = Story.of(PlanBuilder.of("p", "r1", "r2")).rounds(rounds);
        DatabaseClusterStatus status = Resources.status(story.state(), null);
        assertThat(status.replicas()).extracting(ReplicaCount::summary).isEqualTo(count);
        assertThat(status.maxLag()).isEqualTo(maxLag);
        assertThat(status.maxLagSeconds()).isEqualTo(maxSeconds);
        assertThat(status.averageLagSeconds()).isEqualTo(average);
    }

    @Test
    void beforeTheFirstRoundTheSpecsPrimaryIsNotCountedAsAReplica() {
        DatabaseClusterStatus status =
                Resources.status(Story.of(PlanBuilder.of("p", "r1", "r2")).state(), null);
        assertThat(status.replicas()).isEqualTo(ReplicaCount.of(0, 2));
        assertThat(status.primary()).isNull();
    }

    @Test
    void withoutReplicasThereIsNoLag() {
        DatabaseClusterStatus status =
                Resources.status(Story.of(PlanBuilder.of("p")).rounds("p=W1").state(), null);
        assertThat(status.replicas()).isEqualTo(ReplicaCount.of(0, 0));
        assertThat(status.maxLag()).isNull();
    }

    @Test
    void theRevisionOutlivesAConfigMapThatIsGone() {
        Story story = Story.of(PlanBuilder.of("p")).rounds("p=W1");
        DatabaseClusterStatus published = Resources.status(story.state(), null);
        DatabaseClusterStatus pending = StatusRenderer.render(
                story.state(), new Publication.Pending("db-endpoints", "none"), published, Story.START);
        assertThat(pending.endpoints()).isEqualTo(published.endpoints());
        DatabaseClusterStatus never = StatusRenderer.render(
                story.state(), new Publication.Pending("db-endpoints", "none"), null, Story.START);
        assertThat(never.endpoints()).isNull();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "p,  p=W1 r1=S1,                                                 PRIMARY",
        "p,  p=S1 r1=W1,                                                 REPLICA",
        "r1, p=W1 r1=W2,                                                 PRIMARY",
        "p,  p=W1 r1=W2,                                                 PRIMARY",
        "r1, p=W1 r1=-,                                                  UNKNOWN",
        "r1, p=W1 r1=S1 | p=W1 r1=-,                                     REPLICA",
        "r1, p=W1 r1=S1 | p=W1 r1=- | p=W1 r1=- | p=W1 r1=-,             UNKNOWN",
        "p,  p=W1 r1=S1 | p=- r1=W2,                                     UNKNOWN",
    })
    void theRoleIsTheMembersOwnWord(String member, String rounds, MemberRole role) {
        Story story = Story.of(PlanBuilder.of("p", "r1")).rounds(rounds);
        assertThat(Resources.status(story.state(), null)
                        .member(member)
                        .orElseThrow()
                        .role())
                .isEqualTo(role);
    }

    @Test
    void anUnknownLagIsNotZero() {
        Story story = Story.of(PlanBuilder.of("p", "r1")).rounds("p=W1 r1=S1c");
        MemberStatus member = Resources.status(story.state(), null).member("r1").orElseThrow();
        assertThat(member.lagSeconds()).isNull();
        assertThat(member.lagBytes()).isEqualTo(1_000);
        assertThat(member.state()).isEqualTo(MemberState.LAGGING);
        assertThat(member.message()).contains("1000 bytes");
    }

    @Test
    void everyStateOfAnEndpointIsOneOfTheApi() {
        assertThat(Arrays.stream(EndpointState.values()).map(Enum::name))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(MemberState.values()).map(Enum::name).toList());
    }
}
