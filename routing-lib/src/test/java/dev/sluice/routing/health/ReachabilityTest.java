package dev.sluice.routing.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.routing.health.Reachability.Status;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReachabilityTest {

    /** In the runs {@code +} is an answer and {@code -} a failure; the states are those after each. */
    @ParameterizedTest(name = "failure={0} success={1} {2}")
    @CsvSource({
        "3, 1, +,           UP",
        "3, 1, -,           UNKNOWN",
        "3, 1, ---,         UNKNOWN UNKNOWN DOWN",
        "3, 1, +--,         UP UP UP",
        "3, 1, +---,        UP UP UP DOWN",
        "3, 1, +--+--+,     UP UP UP UP UP UP UP",
        "3, 1, +---+,       UP UP UP DOWN UP",
        "3, 1, --+--,       UNKNOWN UNKNOWN UP UP UP",
        "1, 1, +-+,         UP DOWN UP",
        "2, 3, +--+++,      UP UP DOWN DOWN DOWN UP",
        "2, 3, +--++-+++,   UP UP DOWN DOWN DOWN DOWN DOWN DOWN UP",
        "2, 3, +--+++-+,    UP UP DOWN DOWN DOWN UP UP UP",
        "3, 5, +,           UP",
        "3, 5, --+,         UNKNOWN UNKNOWN UP",
    })
    void followsAnswersAndFailures(int failure, int success, String run, String states) {
        Thresholds thresholds = new Thresholds(failure, success);
        StringBuilder seen = new StringBuilder();
        Reachability state = Reachability.UNKNOWN;
        for (int i = 0; i < run.length(); i++) {
            state = state.next(run.charAt(i) == '+', thresholds);
            seen.append(seen.isEmpty() ? "" : " ").append(state.status());
        }
        assertThat(seen).hasToString(states);
    }

    @ParameterizedTest(name = "{0} after {1} failures: {2}")
    @CsvSource({
        "UP, 0, -, UP",
        "UP, 2, -, DOWN",
        "UP, 2, +, UP",
        "DOWN, 3, -, DOWN",
        "DOWN, 3, +, UP",
        "DOWN, 0, -, DOWN",
        "UNKNOWN, 2, -, DOWN",
        "UNKNOWN, 1, -, UNKNOWN",
    })
    void goesOnWithWhatAnEarlierObserverKnew(Status status, int failures, char next, Status expected) {
        Reachability resumed = Reachability.resumed(status, failures);
        assertThat(resumed.next(next == '+', new Thresholds(3, 1)).status()).isEqualTo(expected);
    }

    @RepeatedTest(200)
    void singleFailuresNeverCountAndEnoughAnswersAlwaysDo() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        Thresholds thresholds = new Thresholds(1 + random.nextInt(5), 1 + random.nextInt(5));
        double share = random.nextDouble();
        Reachability state = Reachability.UNKNOWN;
        int failures = 0;
        int answers = 0;
        for (int step = 0; step < 500; step++) {
            boolean answered = random.nextDouble() < share;
            Reachability before = state;
            state = state.next(answered, thresholds);
            failures = answered ? 0 : failures + 1;
            answers = answered ? answers + 1 : 0;
            String as = "seed " + seed + ", step " + step + ", " + thresholds + ": " + before + " -> " + state;
            assertThat(state.failures()).as(as).isEqualTo(failures);
            assertThat(state.successes()).as(as).isEqualTo(answers);
            if (failures >= thresholds.failure()) {
                assertThat(state.status()).as(as).isEqualTo(Status.DOWN);
            } else if (before.status() != Status.DOWN) {
                assertThat(state.status()).as(as).isNotEqualTo(Status.DOWN);
            }
            if (answers >= thresholds.success()) {
                assertThat(state.status()).as(as).isEqualTo(Status.UP);
            } else if (before.status() == Status.DOWN) {
                assertThat(state.status()).as(as).isEqualTo(Status.DOWN);
            }
        }
    }

    @Test
    void countsDoNotOverflow() {
        Reachability down = new Reachability(Status.DOWN, Integer.MAX_VALUE, 0);
        assertThat(down.next(false, new Thresholds(3, 1))).isEqualTo(down);
        Reachability up = new Reachability(Status.UP, 0, Integer.MAX_VALUE);
        assertThat(up.next(true, new Thresholds(3, 1))).isEqualTo(up);
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 0", "-1, 1"})
    void thresholdsAreAtLeastOne(int failure, int success) {
        assertThatThrownBy(() -> new Thresholds(failure, success))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("failure=" + failure)
                .hasMessageContaining("success=" + success);
    }
}
