package dev.sluice.routing.cache.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.routing.cache.policy.CacheRule.Match;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which statements a rule means, before and after their tables are known in full. */
class CacheMatchTest {

    private static final String FINGERPRINT = "00000000000000ff";

    @Test
    void allTablesMustBeMeant() {
        Match match = new Match(List.of(), List.of(), List.of("shop.order*", "shop.items"));
        assertThat(match.meansStatements()).isTrue();
        assertThat(match.mayMean(FINGERPRINT, List.of("orders", "shop.items"))).isTrue();
        assertThat(match.mayMean(FINGERPRINT, List.of("orders", "other"))).isFalse();
        assertThat(match.mayMean(FINGERPRINT, List.of("other.items"))).isFalse();
        assertThat(match.mayMean(FINGERPRINT, List.of())).isFalse();
        assertThat(match.statement(FINGERPRINT, List.of("shop.orders", "shop.items")))
                .isTrue();
        assertThat(match.statement(FINGERPRINT, List.of("shop.orders", "other.items")))
                .isFalse();
    }

    @Test
    void aFingerprintIsEnough() {
        Match match = new Match(List.of(), List.of(FINGERPRINT), List.of());
        assertThat(match.meansStatements()).isTrue();
        assertThat(match.mayMean(FINGERPRINT, List.of("any"))).isTrue();
        assertThat(match.mayMean("00000000000000fe", List.of("any"))).isFalse();
    }

    @Test
    void keysMeanNoStatement() {
        assertThat(new Match(List.of("*"), List.of(), List.of()).meansStatements())
                .isFalse();
        assertThat(Match.BY_NAME_ONLY.mayMean(FINGERPRINT, List.of("any"))).isFalse();
    }
}
