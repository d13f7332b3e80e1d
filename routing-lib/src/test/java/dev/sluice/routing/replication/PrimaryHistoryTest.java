package dev.sluice.routing.replication;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrimaryHistoryTest {

    private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");

    private final PrimaryHistory history = new PrimaryHistory();

    @Test
    void knowsNothingAtFirst() {
        assertThat(history.newestReachedBy(new Lsn(-1))).isEmpty();
    }

    @Test
    void aPositionIsBoundedByTheNewestSampleThatItReaches() {
        add(100, 0);
        add(200, 10);
        assertThat(history.newestReachedBy(new Lsn(99))).isEmpty();
        assertThat(history.newestReachedBy(new Lsn(100))).contains(at(0));
        assertThat(history.newestReachedBy(new Lsn(199))).contains(at(0));
        assertThat(history.newestReachedBy(new Lsn(200))).contains(at(10));
        assertThat(history.newestReachedBy(new Lsn(300))).contains(at(10));
    }

    @Test
    void onAnIdlePrimaryTheLatestSampleCounts() {
        add(100, 0);
        add(100, 3600);
        add(100, 1800);
        assertThat(history.newestReachedBy(new Lsn(100))).contains(at(3600));
    }

    @Test
    void aStepBackStartsAnew() {
        add(100, 0);
        add(200, 10);
        add(150, 20);
        assertThat(history.newestReachedBy(new Lsn(149))).isEmpty();
        assertThat(history.newestReachedBy(new Lsn(1000))).contains(at(20));
    }

    @Test
    void isForgottenWhenCleared() {
        add(100, 0);
        history.clear();
        assertThat(history.newestReachedBy(new Lsn(100))).isEmpty();
    }

    @Test
    void positionsAreUnsigned() {
        history.add(new PrimarySample(new Lsn(Long.MAX_VALUE), 1, at(0), at(0)));
        history.add(new PrimarySample(new Lsn(Long.MIN_VALUE), 1, at(1), at(1)));
        assertThat(history.newestReachedBy(new Lsn(Long.MAX_VALUE))).contains(at(0));
        assertThat(history.newestReachedBy(new Lsn(-1))).contains(at(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 50, 65, 66, 1_000, 20_000})
    void aBoundIsNeverTooSmallAndWithinAFactorOfTwoHoweverLongTheLag(int samples) {
        for (int i = 0; i <= samples; i++) {
            add(i, i);
        }
        for (int lag = 1; lag <= samples; lag++) {
            Duration bound = bound(samples - lag, samples);
            assertThat(bound.toSeconds())
                    .as("%d samples, %d behind", samples, lag)
                    .isBetween((long) lag, Math.max(2L * lag, lag + 1L));
        }
    }

    @Test
    void aBoundIsNeverTooSmallWithAnyPace() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        long[] writtenAt = new long[5_000];
        long second = 0;
        for (int position = 0; position < writtenAt.length; position++) {
            second += random.nextInt(10) == 0 ? random.nextInt(5_000) : random.nextInt(3);
            writtenAt[position] = second;
            add(position, second);
            int replayed = random.nextInt(position + 1);
            long trueLag = replayed == position ? 0 : second - writtenAt[replayed + 1];
            assertThat(bound(replayed, second).toSeconds())
                    .as("seed %d, position %d, replayed %d", seed, position, replayed)
                    .isGreaterThanOrEqualTo(trueLag);
        }
    }

    @Test
    void aClockThatStandsStillOrStepsBackDoesNoHarm() {
        for (int i = 0; i < 500; i++) {
            add(i, i % 7 == 0 ? -i : 0);
        }
        assertThat(history.newestReachedBy(new Lsn(499))).contains(at(0));
    }

    private void add(long position, long second) {
        history.add(new PrimarySample(new Lsn(position), 1, at(second), at(second)));
    }

    private Duration bound(long replayed, long nowSecond) {
        return Duration.between(history.newestReachedBy(new Lsn(replayed)).orElseThrow(), at(nowSecond));
    }

    private static Instant at(long second) {
        return START.plusSeconds(second);
    }
}
