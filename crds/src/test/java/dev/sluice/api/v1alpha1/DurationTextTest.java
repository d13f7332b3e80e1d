package dev.sluice.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {

    @ParameterizedTest
    @CsvSource({
        "1ms, PT0.001S, 1ms",
        "999999ms, PT999.999S, 999999ms",
        "1500ms, PT1.5S, 1500ms",
        "2000ms, PT2S, 2s",
        "30s, PT30S, 30s",
        "90s, PT90S, 90s",
        "60s, PT1M, 1m",
        "60m, PT1H, 1h",
        "999999h, PT999999H, 999999h"
    })
    void readsAndWritesInTheLargestUnitThatLosesNothing(String text, Duration duration, String written) {
        assertThat(DurationText.parse(text)).isEqualTo(duration);
        assertThat(DurationText.format(duration)).isEqualTo(written);
        assertThat(written).matches(DurationText.PATTERN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "0s", "05s", "1000000s", "1.5s", "-1s", "30", "30 s", "1m30s", "1d", "PT30S", "30S", "30s\n"
            })
    void refusesOtherFormsAndShowsTheRightOne(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DurationText.parse(text))
                .withMessage(
                        "\"%s\" is not a duration; write a whole number and one unit, such as 500ms, 30s, 5m or 1h",
                        text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT0.0001S", "PT1000.001S", "PT1000000H"})
    void refusesToWriteWhatHasNoForm(Duration duration) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DurationText.format(duration))
                .withMessageContaining(duration.toString());
    }
}
