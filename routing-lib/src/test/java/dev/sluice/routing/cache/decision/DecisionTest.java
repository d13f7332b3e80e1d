package dev.sluice.routing.cache.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DecisionTest {

    private static final Lifetime MINUTE =
            new Lifetime(Duration.ofMinutes(1), Duration.ofSeconds(10), Duration.ofMinutes(5));

    @Test
    void aValueIsKeptAsLongAsItMayBeGivenOut() {
        assertThat(MINUTE.kept()).isEqualTo(Duration.ofMinutes(6));
        assertThat(new Lifetime(Duration.ofMinutes(1), Duration.ofMinutes(2), Duration.ZERO).kept())
                .isEqualTo(Duration.ofMinutes(3));
        assertThatThrownBy(() -> new Lifetime(Duration.ZERO, Duration.ZERO, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("fresh is PT0S");
    }

    @Test
    void jitterMakesTheTtlShorterAndNothingElse() {
        assertThat(MINUTE.jittered(0, 0.99)).isEqualTo(MINUTE);
        assertThat(MINUTE.jittered(50, 0)).isEqualTo(MINUTE);
        Random random = new Random(7);
        for (int i = 0; i < 1000; i++) {
            Lifetime jittered = MINUTE.jittered(10, random.nextDouble());
            assertThat(jittered.fresh()).isBetween(Duration.ofSeconds(54), Duration.ofMinutes(1));
            assertThat(jittered.stale()).isEqualTo(MINUTE.stale());
        }
        Lifetime shortest = new Lifetime(Duration.ofMillis(1), Duration.ZERO, Duration.ZERO);
        assertThat(shortest.jittered(50, 0.999).fresh()).isEqualTo(Duration.ofMillis(1));
    }

    @Test
    void renewalComesTheEarlierTheRarer() {
        assertThat(EarlyRenewal.earliness(0, 0.5)).isZero();
        assertThat(EarlyRenewal.earliness(1, 0)).isZero();
        // Of an exponential distribution with mean beta, a share of exp(-x / beta) is beyond x.
        Random random = new Random(7);
        int beyond = 0;
        for (int i = 0; i < 100_000; i++) {
            beyond += EarlyRenewal.earliness(2, random.nextDouble()) > 4 ? 1 : 0;
        }
        assertThat(beyond / 100_000.0).isBetween(0.130, 0.141);
    }

    @Test
    void failuresInARowOpenTheBreakerAndOnlyATrialClosesIt() {
        Breaker breaker = Breaker.closed(3);
        breaker = breaker.failed().failed().answered().failed().failed();
        assertThat(breaker.open()).isFalse();
        breaker = breaker.failed();
        assertThat(breaker.open()).isTrue();
        assertThat(breaker.answered().open()).isTrue();
        assertThat(breaker.failed().open()).isTrue();
        assertThat(breaker.tried()).isEqualTo(Breaker.closed(3));
    }
}
