package dev.sluice.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CountsTest {

    private final Counts counts =
            new Counts(Instant.EPOCH, Map.of("replica-2", 3L, "replica-1", 7L), Map.of("primary", 2L), 0, 1, 5, 1);

    @Test
    void countsNothingForAnEndpointThatWasNeverUsed() {
        assertThat(counts.readsBy("replica-1")).isEqualTo(7);
        assertThat(counts.readsBy("primary")).isZero();
        assertThat(counts.writesBy("primary")).isEqualTo(2);
        assertThat(counts.allReads()).isEqualTo(10);
    }

    @Test
    void areShownByEndpoint() {
        assertThat(Overview.table(counts)).isEqualToNormalizingNewlines("""
                endpoint          reads     writes
                primary               0          2
                replica-1             7          0
                replica-2             3          0
                (failed)              0          1
                (cache)               5   and 1 that it had to load""");
    }
}
