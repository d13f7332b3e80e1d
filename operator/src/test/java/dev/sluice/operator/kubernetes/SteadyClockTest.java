package dev.sluice.operator.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SteadyClockTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private Instant machine = NOON;
    private long nanos = 5;
    private final SteadyClock clock = new SteadyClock(() -> machine, () -> nanos);

    @Test
    void goesOnWhenTheMachineIsSetBack() {
        pass(Duration.ofSeconds(1));
        assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(1));

        machine = machine.minusSeconds(600);
        pass(Duration.ofSeconds(1));

        assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(2));
    }

    @Test
    void followsTheMachineWhenThatIsAhead() {
        machine = machine.plusSeconds(600);
        pass(Duration.ofSeconds(1));

        assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(601));
    }

    private void pass(Duration time) {
        machine = machine.plus(time);
        nanos += time.toNanos();
    }
}
