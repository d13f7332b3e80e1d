package dev.sluice.routing.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HearingTest {

    private final Hearing hearing = new Hearing();

    @Test
    void theServerIsLostWhenItHasNotBeenHeardForTenSecondsInARow() {
        look(false, 9);
        look(true, 1);
        look(false, 9);
        assertThat(hearing.isLost()).isFalse();
        look(false, 1);
        assertThat(hearing.isLost()).isTrue();
        look(true, 1);
        assertThat(hearing.isLost()).isFalse();
    }

    @Test
    void aWatchIsOldAfterFiveMinutesHoweverWellItSeems() {
        look(true, 299);
        assertThat(hearing.isOld()).isFalse();
        look(true, 1);
        assertThat(hearing.isOld()).isTrue();
        hearing.renewed();
        assertThat(hearing.isOld()).isFalse();
    }

    @Test
    void anotherWatchDoesNotMakeALostServerHeard() {
        look(false, 300);
        hearing.renewed();
        assertThat(hearing.isLost()).isTrue();
    }

    private void look(boolean heard, int times) {
        IntStream.range(0, times).forEach(time -> hearing.look(heard));
    }
}
