package dev.sluice.operator.databasecluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.condition.Condition;
import dev.sluice.api.condition.ConditionStatus;
import dev.sluice.api.condition.ConditionType;
import dev.sluice.api.v1alpha1.DatabaseClusterStatus;
import dev.sluice.operator.cluster.PlanBuilder;
import dev.sluice.operator.cluster.Story;
import dev.sluice.operator.condition.Conditions;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClusterConditionsTest {

    private static final Instant LATER = Story.START.plusSeconds(3600);
    private static final PlanBuilder PLAN = PlanBuilder.of("p", "r1");

    @Test
    void theStandingOnesAreAlwaysThereAndTheAlarmsOnlyWhenTheyRing() {
        Story story = Story.of(PLAN).rounds("p=W1 r1=S1");
        assertThat(conditions(story, null, Story.START))
                .extracting(Condition::type)
                .containsExactly(
                        "Ready",
                        "PrimaryReachable",
                        "ReplicasHealthy",
                        "EndpointsPublished",
                        "CredentialsResolved",
                        "PrivilegesSufficient");
        assertThat(conditions(story.rounds("p=W1 r1=W2"), null, Story.START))
                .extracting(Condition::type)
                .hasSize(7)
                .endsWith("SplitBrain");
        assertThat(conditions(story.rounds("p=- r1=-"), null, Story.START))
                .extracting(Condition::type)
                .hasSize(7)
                .endsWith("ProbeBlind");
    }

    @Test
    void theTimeMovesWithTheStatusOnly() {
        Story story = Story.of(PLAN).rounds("p=W1 r1=S1b");
        DatabaseClusterStatus first = Resources.status(story.state(), null);
        assertThat(first.conditions()).allMatch(c -> c.lastTransitionTime().equals(Story.START));
        List<Condition> second = conditions(story.rounds("p=W1 r1=S1d"), first, LATER);
        assertThat(second)
                .filteredOn(c -> c.has(ConditionType.REPLICAS_HEALTHY))
                .singleElement()
                .satisfies(c -> {
                    assertThat(c.message()).isEqualTo("r1: Lagging (ReceiverDown).");
                    assertThat(c.lastTransitionTime()).isEqualTo(Story.START);
                });
        List<Condition> third = conditions(story.rounds("p=W1 r1=S1"), first, LATER);
        assertThat(third)
                .filteredOn(c -> c.lastTransitionTime().equals(LATER))
                .extracting(Condition::type)
                .containsExactly("ReplicasHealthy");
    }

    @Test
    void theGenerationIsThatOfTheSpec() {
        Story story = Story.of(PlanBuilder.of("p").generation(9)).rounds("p=W1");
        assertThat(conditions(story, null, Story.START))
                .extracting(Condition::observedGeneration)
                .containsOnly(9L);
    }

    @Test
    void aResourceThatIsNotUnderstoodIsNotReadyAndKeepsTheRest() {
        DatabaseClusterStatus before =
                Resources.status(Story.of(PLAN).rounds("p=W1 r1=S1").state(), null);
        List<Condition> conditions =
                Conditions.notUnderstood(5, List.of("spec.primary.name", "spec.database"), before.conditions(), LATER);
        assertThat(conditions.get(0).status()).isEqualTo(ConditionStatus.FALSE);
        assertThat(conditions.get(0).reason()).isEqualTo("SpecNotUnderstood");
        assertThat(conditions.get(0).message())
                .contains("spec.primary.name, spec.database", "What was published stays");
        assertThat(conditions.get(0).lastTransitionTime()).isEqualTo(LATER);
        assertThat(conditions.subList(1, 6)).isEqualTo(before.conditions().subList(1, 6));
        assertThat(Conditions.notUnderstood(5, List.of("spec"), List.of(), LATER))
                .hasSize(1);
    }

    private static List<Condition> conditions(Story story, @Nullable DatabaseClusterStatus before, Instant now) {
        return ClusterConditions.of(
                story.state(),
                story.state().plan().generation(),
                Resources.PUBLISHED,
                before == null ? List.of() : before.conditions(),
                now);
    }
}
