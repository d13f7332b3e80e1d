package dev.sluice.routing.cache.redis;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.routing.cache.store.Dependencies;
import dev.sluice.routing.cache.store.Found;
import dev.sluice.routing.cache.store.Lookup;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntryTextTest {

    private static final String VERSION = "0123456789abcdef";
    private static final String STAMP = "history shape " + VERSION;

    @Test
    void aFreshEntryIsGivenOut() {
        Found found = requireNonNull(fresh(STAMP + "\n2000\n3000\n5\n=\nvalue", 0));
        assertThat(found.suffices()).isTrue();
        assertThat(found.freshFor()).isEqualTo(Duration.ofSeconds(1));
        assertThat(requireNonNull(found.value()).bytes())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("value");
    }

    @Test
    void oneThatIsOldOrNearItsEndIsNot() {
        assertThat(fresh(STAMP + "\n1000\n3000\n5\n=\nvalue", 0)).isNull();
        assertThat(fresh(STAMP + "\n1010\n3000\n5\n=\nvalue", 1)).isNotNull();
        assertThat(fresh(STAMP + "\n1010\n3000\n5\n=\nvalue", 2)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "history shape",
                "other shape " + VERSION + "\n2000\n3000\n5\n=\nvalue",
                "history other " + VERSION + "\n2000\n3000\n5\n=\nvalue",
                "history shape 0123456789abcdeX\n2000\n3000\n5\n=\nvalue",
                "history shape " + VERSION + " " + VERSION + "\n2000\n3000\n5\n=\nvalue",
                STAMP,
                STAMP + "\n",
                STAMP + "\n2000",
                STAMP + "\n2000\n3000\n5\n",
                STAMP + "\n2000\n3000\n5\n=value",
                STAMP + "\nsoon\n3000\n5\n=\nvalue",
                STAMP + "\n\n3000\n5\n=\nvalue",
                STAMP + "\n-2000\n3000\n5\n=\nvalue",
                STAMP + "\n99999999999999999999\n3000\n5\n=\nvalue",
                STAMP + "\n2000\n3000\nlong\n=\nvalue",
            })
    void whatIsOfSomethingElseOrDamagedCountsAsMissing(String entry) {
        assertThat(fresh(entry, 0)).isNull();
    }

    private static @Nullable Found fresh(String entry, double earliness) {
        Lookup lookup = new Lookup(
                "k",
                Dependencies.of(List.of("m"), List.of()),
                "shape",
                "token",
                Duration.ofSeconds(1),
                earliness,
                true);
        return EntryText.fresh(bytes(entry), new byte[][] {bytes(VERSION)}, "history", 1000, lookup);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
