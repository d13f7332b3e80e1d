package dev.sluice.routing.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IdsTest {

    @Test
    void idsHaveSixteenCharactersAndNoneComesTwice() {
        Ids one = new Ids(new SecureRandom());
        Ids other = new Ids(new SecureRandom());
        Set<String> all = new HashSet<>();
        for (int i = 0; i < 50_000; i++) {
            assertThat(all.add(one.get())).isTrue();
            assertThat(all.add(other.get())).isTrue();
        }
        // The scripts cut a version behind its sixteenth character.
        assertThat(all).allMatch(id -> id.matches("[A-Za-z0-9_-]{16}"));
    }
}
