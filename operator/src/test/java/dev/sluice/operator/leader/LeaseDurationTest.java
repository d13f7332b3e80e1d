package dev.sluice.operator.leader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LeaseDurationTest {

    private final LeaseDuration converter = new LeaseDuration();

    @ParameterizedTest
    @CsvSource({"2s, 2", "6s, 6", "15, 15", "10m, 600", "PT8S, 8", "2000ms, 2"})
    void aDurationThatAReplicaCanLeadByIsTaken(String value, long seconds) {
        assertThat(converter.convert(value)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0s", "500ms", "1s", "2500ms", "601s", "-6s", "soon", "6 seconds", "99999999999999999999s"})
    void anotherOneIsRefusedInASentence(String value) {
        assertThatThrownBy(() -> converter.convert(value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("SLUICE_LEASE_DURATION is \"" + value
                        + "\". It must be whole seconds from 2s to 10m, such as 6s, which is the default.");
    }
}
