package dev.sluice.operator.caching;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WindowTest {

    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    @Test
    void nothingIsKnownBeforeTheSecondSample() {
        Window one = Window.EMPTY.with(sample(0, 100, 10, 5));

        assertThat(Window.EMPTY.reads()).isZero();
        assertThat(Window.EMPTY.hitRatio()).isEmpty();
        assertThat(one.reads()).isZero();
        assertThat(one.hitRatio()).isEmpty();
        assertThat(one.evictedKeys()).isZero();
    }

    @Test
    void onlyWhatHappenedWithinItCounts() {
        Window window = Window.EMPTY
                .with(sample(0, 1000, 1000, 7))
                .with(sample(30, 1080, 1010, 9))
                .with(sample(60, 1090, 1010, 9));

        assertThat(window.reads()).isEqualTo(100);
        assertThat(window.hitRatio()).hasValue(0.9);
        assertThat(window.evictedKeys()).isEqualTo(2);
    }

    @Test
    void itIsTenMinutesLongAndKeepsFewSamplesHoweverOftenItIsAsked() {
        Window window = Window.EMPTY;
        for (int second = 0; second <= 3600; second++) {
            window = window.with(sample(second, second, 0, 0));
        }

        assertThat(window.samples()).hasSizeLessThanOrEqualTo(63);
        assertThat(window.reads()).isBetween(600L, 610L);
    }

    @Test
    void aLongIntervalLeavesTwoSamples() {
        Window window = Window.EMPTY
                .with(sample(0, 10, 0, 0))
                .with(sample(3600, 20, 0, 0))
                .with(sample(7200, 50, 0, 0));

        assertThat(window.reads()).isEqualTo(30);
    }

    @Test
    void countersThatBeginAnewBeginItAnew() {
        Window window = Window.EMPTY
                .with(sample(0, 1000, 1000, 7))
                .with(sample(30, 5, 1, 0))
                .with(sample(60, 15, 1, 0));

        assertThat(window.reads()).isEqualTo(10);
        assertThat(window.hitRatio()).hasValue(1);
    }

    private static Window.Sample sample(long second, long hits, long misses, long evicted) {
        return new Window.Sample(
                NOON.plus(Duration.ofSeconds(second)), new Statistics(hits, misses, Map.of()), evicted);
    }
}
