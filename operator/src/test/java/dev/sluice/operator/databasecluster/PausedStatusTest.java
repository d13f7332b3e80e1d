package dev.sluice.operator.databasecluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.condition.Condition;
import dev.sluice.api.condition.ConditionStatus;
import dev.sluice.api.condition.ConditionType;
import dev.sluice.api.v1alpha1.DatabaseCluster;
import dev.sluice.api.v1alpha1.DatabaseClusterStatus;
import dev.sluice.api.v1alpha1.MemberState;
import dev.sluice.operator.cluster.ClusterState;
import dev.sluice.operator.cluster.PlanBuilder;
import dev.sluice.operator.cluster.Story;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PausedStatusTest {

    private static final Instant LATER = Story.START.plusSeconds(3600);

    private final DatabaseClusterStatus before = Resources.status(
            Story.of(PlanBuilder.of("p", "r1"))
                    .rounds("p=W1 r1=S1 | p=W1 r1=W1")
                    .state(),
            null);

    @Test
    void whatProbesHaveFoundStays() {
        DatabaseClusterStatus after = after(PlanBuilder.of("p", "r1").paused(), Resources.PUBLISHED);
        assertThat(after.members()).isEqualTo(before.members());
        assertThat(after.primary()).isEqualTo("p");
        assertThat(after.timeline()).isEqualTo(before.timeline());
        assertThat(after.replicas()).isEqualTo(before.replicas());
        for (ConditionType type : new ConditionType[] {
            ConditionType.PRIMARY_REACHABLE,
            ConditionType.REPLICAS_HEALTHY,
            ConditionType.CREDENTIALS_RESOLVED,
            ConditionType.PRIVILEGES_SUFFICIENT,
            ConditionType.SPLIT_BRAIN
        }) {
            assertThat(condition(after, type)).isEqualTo(condition(before, type));
        }
        assertThat(condition(after, ConditionType.READY).reason()).isEqualTo("Paused");
    }

    @Test
    void whatHasBecomeOfPublishingIsToldAnew() {
        var lost = new Publication.Pending("db-endpoints", "Nothing is known to put in its place.");
        DatabaseClusterStatus after = after(PlanBuilder.of("p", "r1").paused(), lost);
        assertThat(condition(before, ConditionType.ENDPOINTS_PUBLISHED).status())
                .isEqualTo(ConditionStatus.TRUE);
        assertThat(condition(after, ConditionType.ENDPOINTS_PUBLISHED).status()).isEqualTo(ConditionStatus.UNKNOWN);
        assertThat(after.endpoints()).isEqualTo(before.endpoints());

        var held = new Publication.Done("db-endpoints", 7, Story.START, Publication.Hold.ALL, null);
        assertThat(condition(after(PlanBuilder.of("p", "r1").paused(), held), ConditionType.ENDPOINTS_PUBLISHED)
                        .message())
                .isEqualTo("spec.paused is true, so what ConfigMap \"db-endpoints\" holds stays.");
    }

    @Test
    void aMemberOfAnotherAddressWasNotProbed() {
        DatabaseClusterStatus after =
                after(PlanBuilder.of("p", "r1").host("r1", "elsewhere.example").paused(), Resources.PUBLISHED);
        assertThat(after.member("p")).isEqualTo(before.member("p"));
        assertThat(after.member("r1")).hasValueSatisfying(member -> {
            assertThat(member.host()).isEqualTo("elsewhere.example");
            assertThat(member.state()).isEqualTo(MemberState.UNKNOWN);
        });
    }

    private DatabaseClusterStatus after(PlanBuilder plan, Publication publication) {
        DatabaseCluster cluster = Resources.cluster("p", "r1");
        cluster.setStatus(before);
        ClusterState resumed = ResumedState.of(cluster, plan.build(), null, LATER);
        return PausedStatus.of(resumed, publication, before, LATER);
    }

    private static Condition condition(DatabaseClusterStatus status, ConditionType type) {
        return status.condition(type).orElseThrow();
    }
}
