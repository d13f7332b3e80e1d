package dev.sluice.operator.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.condition.Condition;
import dev.sluice.api.condition.ConditionStatus;
import dev.sluice.api.condition.ConditionType;
import dev.sluice.api.v1alpha1.DatabaseCluster;
import dev.sluice.api.v1alpha1.DatabaseClusterStatus;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Instant;
import java.util.List;
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
        var condition = Condition.of(
                ConditionType.CREDENTIALS_RESOLVED, ConditionStatus.FALSE, reason, "", observed, Instant.EPOCH);
        var cluster = new DatabaseCluster();
        cluster.setMetadata(new ObjectMetaBuilder().withGeneration(generation).build());
        cluster.setStatus(new DatabaseClusterStatus(
                observed, List.of(condition), null, null, null, null, null, null, null, List.of(), null));
        return cluster;
    }
}
