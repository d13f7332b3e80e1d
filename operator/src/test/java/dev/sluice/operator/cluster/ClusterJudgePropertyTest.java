package dev.sluice.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.routing.health.Reachability;
import dev.sluice.routing.health.Standing;
import dev.sluice.routing.topology.EndpointState;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.RepeatedTest;

/** What holds after any rounds. */
class ClusterJudgePropertyTest {

    private static final List<String> MEMBERS = List.of("p", "r1", "r2");
    private static final int ROUNDS = 100;

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);

    @RepeatedTest(100)
    void writesAndReadsGoOnlyWhereTheyMay() {
        PlanBuilder plan = PlanBuilder.of("p", "r1", "r2")
                .thresholds(1 + random.nextInt(3), 1 + random.nextInt(3))
                .drain(random.nextBoolean() ? new String[] {"r2"} : new String[0]);
        Story story = Story.of(plan);
        for (int number = 0; number < ROUNDS; number++) {
            ClusterState before = story.state();
            String round = round();
            ClusterState after = story.rounds(round).state();
            check("seed %d, round %d, %s: %s".formatted(seed, number, round, story.states()), before, after);
        }
    }

    private static void check(String as, ClusterState before, ClusterState after) {
        Integer reached = before.leadership().timeline();
        if (reached != null) {
            assertThat(after.leadership().timeline()).as(as).isNotNull().isGreaterThanOrEqualTo(reached);
        }
        assertThat(after.leadership().failovers())
                .as(as)
                .isBetween(before.leadership().failovers(), before.leadership().failovers() + 1);
        after.primary()
                .filter(MemberState::answering)
                .ifPresent(p -> assertThat(p.standing()).as(as).isEqualTo(Standing.PRIMARY));
        assertThat(after.members().stream().filter(m -> m.standing() == Standing.PRIMARY))
                .as(as)
                .hasSizeLessThanOrEqualTo(1);
        for (MemberState replica : after.replicas()) {
            if (replica.verdict().state() == EndpointState.HEALTHY) {
                assertThat(replica.standing()).as(as).isEqualTo(Standing.REPLICA);
                assertThat(replica.member().rotation()).as(as).isEqualTo(Rotation.IN);
            }
        }
        for (MemberState member : after.members()) {
            if (member.answering()) {
                assertThat(member.routed()).as(as).isEqualTo(member.verdict());
            }
            boolean down = member.reachability().status() == Reachability.Status.DOWN;
            assertThat(member.verdict().state() == EndpointState.UNREACHABLE)
                    .as(as)
                    .isEqualTo(down);
        }
    }

    private String round() {
        return MEMBERS.stream().map(name -> name + "=" + outcome()).collect(Collectors.joining(" "));
    }

    private String outcome() {
        int kind = random.nextInt(10);
        if (kind < 3) {
            return "-";
        }
        String flags = List.of("", "", "", "", "x", "b", "c", "d", "h", "n").get(random.nextInt(10));
        return (kind < 5 ? "W" : "S") + (1 + random.nextInt(3)) + flags;
    }
}
