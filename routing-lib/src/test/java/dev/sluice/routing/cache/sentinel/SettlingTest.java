package dev.sluice.routing.cache.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SettlingTest {

    private static final Duration WHOLE = Settling.LENGTH;
    private static final Duration PART = Duration.ofSeconds(2);
    private static final Duration REST = WHOLE.minus(PART);

    private final Settling settling = new Settling();

    @Test
    void oneThatHasBeenTheMasterForLongIsUsedAtOnce() {
        assertThat(rest(0, named("a", 1, WHOLE))).isZero();
    }

    @Test
    void oneThatWasNamedLatelyIsWaitedFor() {
        assertThat(rest(0, named("a", 1, PART))).isEqualTo(REST);
        assertThat(rest(0, named("a", 1, Duration.ZERO))).isEqualTo(WHOLE);
    }

    /** Such as by a Sentinel that may not tell, or in a failover that goes on. */
    @Test
    void whatTheSentinelsDoNotTellIsSeen() {
        assertThat(rest(10, named("a", 1, Duration.ZERO))).isEqualTo(WHOLE);
        assertThat(rest(10 + PART.toNanos(), named("a", 1, Duration.ZERO))).isEqualTo(REST);
        assertThat(rest(10 + WHOLE.toNanos(), named("a", 1, Duration.ZERO))).isZero();
    }

    @Test
    void whoHasNamedItFirstCounts() {
        assertThat(rest(0, named("a", 1, Duration.ZERO), named("a", 1, PART))).isEqualTo(REST);
        assertThat(rest(0, named("b", 2, Duration.ZERO), named("other", 2, WHOLE)))
                .isEqualTo(WHOLE);
    }

    @Test
    void whoeverIsNamedNextIsWaitedForAnew() {
        assertThat(rest(0, named("a", 1, Duration.ZERO))).isEqualTo(WHOLE);
        assertThat(rest(WHOLE.toNanos(), named("b", 2, Duration.ZERO))).isEqualTo(WHOLE);
        assertThat(rest(WHOLE.toNanos() * 2, named("a", 3, Duration.ZERO))).isEqualTo(WHOLE);
    }

    @Test
    void whereSentinelsDisagreeNoneBeginsAnew() {
        assertThat(rest(0, named("a", -1, Duration.ZERO), named("b", -1, Duration.ZERO)))
                .isEqualTo(WHOLE);
        assertThat(rest(PART.toNanos(), named("b", -1, Duration.ZERO), named("a", -1, Duration.ZERO)))
                .isEqualTo(REST);
    }

    private Duration rest(long now, Named... named) {
        return settling.rest(List.of(named), now);
    }

    private static Named named(String host, long epoch, Duration since) {
        return new Named(host, 6379, epoch, since);
    }
}
