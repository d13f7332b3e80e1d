package dev.sluice.routing.cache.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BoundedNameTest {

    private static final String EMOJI = "\uD83D\uDE00";

    @Test
    void whatIsNotLongStandsForItself() {
        assertThat(BoundedName.of("order:1")).isEqualTo("order:1");
        assertThat(BoundedName.of("a".repeat(512))).isEqualTo("a".repeat(512));
        assertThat(BoundedName.of(EMOJI.repeat(256))).isEqualTo(EMOJI.repeat(256));
    }

    @Test
    void ofWhatIsLongTheBeginningAndAHashAreLeft() {
        assertThat(BoundedName.of("a".repeat(513)))
                .startsWith("a".repeat(256) + "#")
                .hasSize(256 + 1 + 64)
                .isNotEqualTo(BoundedName.of("a".repeat(514)));
    }

    @Test
    void noCharacterIsCutInTwo() {
        String cut = BoundedName.of("a" + EMOJI.repeat(300));
        assertThat(cut).startsWith("a" + EMOJI.repeat(127) + "#");
        assertThat(new String(cut.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .isEqualTo(cut);
    }
}
