package dev.sluice.api.condition;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ConditionTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void looksAsKubernetesConditionsDo() {
        Condition condition = Condition.of(
                ConditionType.PRIMARY_REACHABLE, ConditionStatus.of(false), "Timeout", "no answer in 5s", 7L, NOON);

        assertThat(Serialization.asJson(condition))
                .isEqualTo("{\"type\":\"PrimaryReachable\",\"status\":\"False\",\"reason\":\"Timeout\","
                        + "\"message\":\"no answer in 5s\",\"observedGeneration\":7,"
                        + "\"lastTransitionTime\":\"2026-03-01T12:00:00Z\"}");
        assertThat(Serialization.unmarshal(Serialization.asJson(condition), Condition.class))
                .isEqualTo(condition);
    }

    @Test
    void keepsATypeAndAFieldThatOnlyANewerOperatorKnows() {
        Condition condition = Serialization.unmarshal(
                "{\"type\":\"Backup\",\"status\":\"Unknown\",\"reason\":\"Never\",\"severity\":\"Info\"}",
                Condition.class);

        assertThat(condition.type()).isEqualTo("Backup");
        assertThat(condition.status()).isEqualTo(ConditionStatus.UNKNOWN);
        assertThat(condition.message()).isEmpty();
        assertThat(condition.holds()).isFalse();
        assertThat(Arrays.stream(ConditionType.values()).filter(condition::has)).isEmpty();
    }

    @Test
    void namesEveryTypeInCamelCaseOfItsConstant() {
        for (ConditionType type : ConditionType.values()) {
            String camelCase = Arrays.stream(type.name().split("_", -1))
                    .map(word -> word.charAt(0) + word.substring(1).toLowerCase(java.util.Locale.ROOT))
                    .collect(Collectors.joining());
            assertThat(type.text()).isEqualTo(camelCase);
        }
    }

    @Test
    void cutsAMessageThatTheSchemaWouldRefuse() {
        Condition condition =
                Condition.of(ConditionType.READY, ConditionStatus.TRUE, "Ready", "x".repeat(5000), null, NOON);

        assertThat(condition.message()).hasSize(Condition.MAX_MESSAGE).endsWith("x…");
        assertThat(condition.has(ConditionType.READY)).isTrue();
        assertThat(condition.holds()).isTrue();
    }

    @Test
    void neverCutsACharacterInHalf() {
        assertThat(StatusText.limit("ab\uD83D\uDE00cd", 4)).isEqualTo("ab…");
        assertThat(StatusText.limit("ab\uD83D\uDE00cd", 5)).isEqualTo("ab\uD83D\uDE00…");
        assertThat(StatusText.limit("ab\uD83D\uDE00cd", 6)).isEqualTo("ab\uD83D\uDE00cd");
    }
}
