package dev.sluice.operator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.testing.operator.OperatorProcess;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What the operator cannot work without is said in a sentence, not in a stack trace alone. */
class PrerequisitesIT {

    @Test
    void missingRightsAndMissingCrdsAreSaid() {
        Platform platform = Platform.bare("bare");
        try {
            try (OperatorProcess operator = platform.unready("without-rights")) {
                eventuallySays(operator, "The operator may not list databaseclusters in all namespaces: grant");
            }
            platform.grant();
            try (OperatorProcess operator = platform.unready("without-crds")) {
                eventuallySays(operator, "The CRD databaseclusters.sluice.dev is not installed");
                assertThat(operator.status("/q/health/ready")).isNotEqualTo(200);
            }
            platform.installCrds();
            try (OperatorProcess operator = platform.unready("with-both")) {
                operator.awaitReady();
            }
        } finally {
            platform.api().close();
        }
    }

    private static void eventuallySays(OperatorProcess operator, String sentence) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () -> assertThat(Files.readString(operator.log())).contains(sentence));
    }
}
