package dev.sluice.operator.databasecluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.condition.Condition;
import dev.sluice.api.condition.ConditionStatus;
import dev.sluice.api.condition.ConditionType;
import dev.sluice.api.v1alpha1.DatabaseClusterStatus;
import dev.sluice.api.v1alpha1.MemberStatus;
import dev.sluice.operator.cluster.PlanBuilder;
import dev.sluice.operator.cluster.Story;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusChangeTest {

    private static final PlanBuilder PLAN = PlanBuilder.of("p", "r1", "r2");
    private static final String HEALTHY = "p=W1 r1=S1 r2=S1";

    private final Story story = Story.of(PLAN).rounds(HEALTHY);
    private final DatabaseClusterStatus written = Resources.status(story.state(), null);

    @Test
    void aQuietFleetWritesNothing() {
        for (int round = 0; round < 50; round++) {
            story.rounds(HEALTHY);
            assertThat(isWorthWriting(Resources.status(story.state(), written))).isFalse();
        }
    }

    @Test
    void aQuietClusterWithAReplicaThatStaysDownWritesNothingMore() {
        story.rounds("p=W1 r1=- r2=S1b | p=W1 r1=- r2=S1b | p=W1 r1=- r2=S1b");
        DatabaseClusterStatus down = Resources.status(story.state(), written);
        assertThat(isWorthWriting(down)).isTrue();
        for (int round = 0; round < 50; round++) {
            story.rounds("p=W1 r1=- r2=S1b");
            DatabaseClusterStatus now = Resources.status(story.state(), down);
            assertThat(StatusChange.isWorthWriting(down, now, PLAN.build())).isFalse();
        }
    }

    @Test
    void theFirstStatusIsWritten() {
        assertThat(StatusChange.isWorthWriting(null, written, PLAN.build())).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "p=W1 r1=S1b r2=S1",
        "p=W1 r1=S1d r2=S1",
        "p=W1 r1=W1 r2=S1",
        "p=W1 r1=S1x r2=S1",
        "p=- r1=W2 r2=S2",
        "p=W1n r1=S1n r2=S1n",
        "p=W2 r1=S2 r2=S2",
        "p=- r1=- r2=-",
        "p=W1 r1=- r2=S1",
        "p=- r1=S1 r2=S1",
    })
    void whatAReaderCaresAboutIsWritten(String round) {
        assertThat(isWorthWriting(Resources.status(story.rounds(round).state(), written)))
                .isTrue();
    }

    /** The limits are 5 s, by default 16 MiB, and 5 s of latency. */
    @ParameterizedTest(name = "{0}: {1} to {2}")
    @CsvSource(
            nullValues = "none",
            value = {
                "seconds, 0,        2.4,      false",
                "seconds, 0,        2.5,      true",
                "seconds, 2.4,      0,        false",
                "seconds, 4.9,      5.0,      false",
                "seconds, 4.9,      5.1,      true",
                "seconds, 5.1,      4.9,      true",
                "seconds, 60,       62.4,     false",
                "seconds, 60,       62.5,     true",
                "seconds, 60,       57.5,     true",
                "seconds, 1,        none,     true",
                "seconds, none,     0,        true",
                "seconds, none,     none,     false",
                "bytes,   0,        8388607,  false",
                "bytes,   0,        8388608,  true",
                "bytes,   16777216, 16777217, true",
                "bytes,   0,        none,     true",
                "latency, 2,        2501,     false",
                "latency, 2,        2502,     true",
                "latency, 4999,     5001,     true",
                "latency, none,     2,        true",
            })
    void aNumberIsWrittenWhenItCrossesItsLimitOrMovesByHalfOfIt(
            String figure, @Nullable Double from, @Nullable Double to, boolean worth) {
        assertThat(StatusChange.isWorthWriting(figure(figure, from), figure(figure, to), PLAN.build()))
                .isEqualTo(worth);
    }

    @Test
    void limitsAreThoseOfTheSpecAndOfTheMember() {
        PlanBuilder bytes = PlanBuilder.of("p", "r1", "r2").limits(Duration.ofSeconds(5), 1_000L);
        assertThat(StatusChange.isWorthWriting(figure("bytes", 0.0), figure("bytes", 500.0), bytes.build()))
                .isTrue();
        assertThat(StatusChange.isWorthWriting(figure("bytes", 0.0), figure("bytes", 499.0), bytes.build()))
                .isFalse();
        PlanBuilder own = PlanBuilder.of("p", "r1", "r2").ownMaxLag("r1", Duration.ofSeconds(60));
        assertThat(StatusChange.isWorthWriting(figure("seconds", 0.0), figure("seconds", 29.0), own.build()))
                .isFalse();
        assertThat(StatusChange.isWorthWriting(figure("seconds", 0.0), figure("seconds", 30.0), own.build()))
                .isTrue();
    }

    @ParameterizedTest(name = "{0} to {1} failures")
    @CsvSource({"0, 1, true", "1, 2, true", "2, 3, true", "3, 4, false", "3, 100, false", "100, 0, true", "2, 2, false"
    })
    void failuresCountUpToTheThreshold(int from, int to, boolean worth) {
        assertThat(StatusChange.isWorthWriting(failures(from), failures(to), PLAN.build()))
                .isEqualTo(worth);
    }

    @Test
    void aConditionsReasonOrMessageIsNews() {
        List<Condition> conditions = new ArrayList<>(written.conditions());
        conditions.set(
                0,
                Condition.of(ConditionType.READY, ConditionStatus.TRUE, "Usable", "Another message.", 1L, Story.START));
        assertThat(isWorthWriting(Resources.with(written, conditions, written.members())))
                .isTrue();
    }

    @Test
    void whatComesAndGoesIsNews() {
        List<MemberStatus> fewer = written.members().subList(0, 2);
        assertThat(isWorthWriting(Resources.with(written, written.conditions(), fewer)))
                .isTrue();
        List<MemberStatus> renamed = new ArrayList<>(fewer);
        renamed.add(
                Resources.status(Story.of(PlanBuilder.of("x")).rounds("x=W1").state(), null)
                        .members()
                        .get(0));
        assertThat(isWorthWriting(Resources.with(written, written.conditions(), renamed)))
                .isTrue();
        assertThat(isWorthWriting(Resources.with(written, 2, "p", 1))).isTrue();
        assertThat(isWorthWriting(Resources.with(written, 1, "p", 2))).isTrue();
        assertThat(isWorthWriting(Resources.with(written, 1, null, 1))).isTrue();
        assertThat(isWorthWriting(Resources.with(written, 1, "p", 1))).isFalse();
    }

    @Test
    void aNewRevisionIsNews() {
        var published = new Publication.Done("db-endpoints", 8, Story.START, Publication.Hold.NOTHING, null);
        assertThat(isWorthWriting(StatusRenderer.render(story.state(), published, written, Story.START)))
                .isTrue();
    }

    private boolean isWorthWriting(DatabaseClusterStatus now) {
        return StatusChange.isWorthWriting(written, now, PLAN.build());
    }

    private DatabaseClusterStatus figure(String figure, @Nullable Double value) {
        Long whole = value == null ? null : Long.valueOf(value.longValue());
        return Resources.with(written, "r1", m -> switch (figure) {
            case "seconds" -> Resources.figures(m, value, 0L, 2L, 0);
            case "bytes" -> Resources.figures(m, 0.0, whole, 2L, 0);
            default -> Resources.figures(m, 0.0, 0L, whole, 0);
        });
    }

    private DatabaseClusterStatus failures(int count) {
        return Resources.with(written, "r1", m -> Resources.figures(m, 0.0, 0L, 2L, count));
    }
}
