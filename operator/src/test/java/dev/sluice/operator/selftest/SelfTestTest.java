package dev.sluice.operator.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.v1alpha1.DatabaseCluster;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;

class SelfTestTest {

    @Test
    void answerIsThatTheSecretDoesNotExist() {
        assertThat(SelfTest.isAnswered(cluster(3, 3, "SecretNotFound"))).isTrue();
    }

    @Test
    void anotherReasonOrAnOldAnswerOrNoneIsNoAnswer() {
        assertThat(SelfTest.isAnswered(cluster(3, 3, "SecretForbidden"))).isFalse();
        assertThat(SelfTest.isAnswered(cluster(3, 2, "SecretNotFound"))).isFalse();
        assertThat(SelfTest.isAnswered(new DatabaseCluster())).isFalse();
        assertThat(SelfTest.isAnswered(null)).isFalse();
    }

    @Test
    void whatIsThereInsteadIsSaid() {
        assertThat(SelfTest.describe(null)).isEqualTo("It does not exist.");
        assertThat(SelfTest.describe(new DatabaseCluster())).isEqualTo("It has no status.");
        assertThat(SelfTest.describe(cluster(1, 1, "SecretForbidden")))
                .isEqualTo("Its conditions are CredentialsResolved: SecretForbidden.");
    }

    private static DatabaseCluster cluster(long generation, long observed, String reason) {
        return Serialization.unmarshal("""
                apiVersion: sluice.dev/v1alpha1
                kind: DatabaseCluster
                metadata: {name: test, generation: %d}
                status:
                  observedGeneration: %d
                  conditions:
                    - {type: CredentialsResolved, status: "False", reason: %s, message: "", lastTransitionTime: "2026-01-01T00:00:00Z"}
                """.formatted(generation, observed, reason), DatabaseCluster.class);
    }
}
