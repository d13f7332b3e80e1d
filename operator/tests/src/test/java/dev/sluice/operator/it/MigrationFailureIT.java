package dev.sluice.operator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.report.ReportFrame;
import dev.sluice.api.condition.ConditionStatus;
import dev.sluice.api.condition.ConditionType;
import dev.sluice.testing.kubernetes.LogNode;
import dev.sluice.testing.kubernetes.PlayedJob;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A run without a whole report does not pass, and says why. */
@ExtendWith(CheckTenants.class)
@Execution(ExecutionMode.CONCURRENT)
class MigrationFailureIT {

    private static final int LATE = 60;

    private CheckTenant tenant;

    @BeforeEach
    void begin(CheckTenant own) {
        tenant = own;
    }

    @Test
    void tooLittleMemoryIsSaid() {
        tenant.apply("orders");
        PlayedJob job = tenant.run("orders", 1).podIsMade().containerEnds(137, "OOMKilled", "");

        job.fails("BackoffLimitExceeded", "Job has reached the specified backoff limit");

        tenant.eventually("orders", ConditionType.COMPLETE, ConditionStatus.TRUE, "OutOfMemory");
        assertThat(tenant.condition("orders", ConditionType.PASSED).status()).isEqualTo(ConditionStatus.FALSE);
        assertThat(tenant.condition("orders", ConditionType.READY).message()).contains("spec.resources.limits.memory");
        await().untilAsserted(() ->
                assertThat(tenant.events("orders")).extracting(Event::getReason).contains("OutOfMemory"));
    }

    @Test
    void whatTheAnalysisRefusesIsQuoted() {
        tenant.apply("orders");
        PlayedJob job = tenant.run("orders", 1).podIsMade().containerEnds(2, "Error", "sluice: V1.sql is not UTF-8.");

        job.fails("PodFailurePolicy", "Container analysis failed with exit code 2");

        tenant.eventually("orders", ConditionType.COMPLETE, ConditionStatus.TRUE, "InputRejected");
        assertThat(tenant.condition("orders", ConditionType.READY).message()).contains("V1.sql is not UTF-8.");
    }

    @Test
    void aLogWithoutAReportOrWithHalfOfOneDoesNotPass() {
        tenant.apply("none");
        tenant.run("none", 1).podIsMade().prints("Hello.\n").succeeds(LATE);
        tenant.apply("half");
        String frame = ReportFrame.write(
                PlayedReports.report(Collections.nCopies(300, Severity.LOW).toArray(Severity[]::new)));
        tenant.run("half", 1)
                .podIsMade()
                .prints(frame.substring(0, frame.length() - 100))
                .succeeds(LATE);

        tenant.eventually("none", ConditionType.PASSED, ConditionStatus.FALSE, "NoReport");
        tenant.eventually("half", ConditionType.PASSED, ConditionStatus.FALSE, "ReportCut");
        assertThat(tenant.status("half").counts()).isNull();
    }

    @Test
    void aNodeThatDoesNotGiveTheLogIsAskedAgain() {
        LogNode troubled = LogNode.join(Platform.shared().client(), "troubled-node");
        try {
            CheckTenant other = CheckTenant.of(Platform.shared(), troubled);
            other.files("migrations", Map.of("V1.sql", "SELECT 1;"));
            other.apply("orders");
            troubled.fail(true);
            PlayedJob job = other.run("orders", 1);

            job.podIsMade()
                    .prints(ReportFrame.write(PlayedReports.clean()))
                    .leaves("Risk none: 0 high, 0 medium, 0 low findings in 1 migrations with 1 statements.")
                    .succeeds(LATE);

            other.eventually("orders", ConditionType.READY, ConditionStatus.FALSE, "LogUnreadable");
            assertThat(other.condition("orders", ConditionType.READY).message()).contains("ended with: Risk none: ");
            assertThat(other.condition("orders", ConditionType.PASSED).status()).isEqualTo(ConditionStatus.UNKNOWN);
            assertThat(job.job().getSpec().getTtlSecondsAfterFinished()).isNull();
            troubled.fail(false);
            other.eventually("orders", ConditionType.PASSED, ConditionStatus.TRUE, "NoFindings");
        } finally {
            troubled.close();
        }
    }

    @Test
    void aQuotaWithoutRoomIsSaidAndTriedAgain() {
        var quota = tenant.client()
                .resource(new ResourceQuotaBuilder()
                        .withNewMetadata()
                        .withNamespace(tenant.namespace())
                        .withName("no-jobs")
                        .endMetadata()
                        .withNewSpec()
                        .addToHard("count/jobs.batch", new Quantity("0"))
                        .endSpec()
                        .build())
                .create();
        // The controller that would count what there is does not run.
        tenant.client()
                .resourceQuotas()
                .inNamespace(tenant.namespace())
                .withName("no-jobs")
                .editStatus(q -> {
                    q.setStatus(new io.fabric8.kubernetes.api.model.ResourceQuotaStatusBuilder()
                            .addToHard("count/jobs.batch", new Quantity("0"))
                            .addToUsed("count/jobs.batch", new Quantity("0"))
                            .build());
                    return q;
                });
        tenant.apply("orders");
        tenant.eventually("orders", ConditionType.READY, ConditionStatus.FALSE, "QuotaExceeded");

        tenant.client().resource(quota).delete();

        PlayedReports.pass(tenant.run("orders", 1));
        tenant.eventually("orders", ConditionType.PASSED, ConditionStatus.TRUE, "NoFindings");
    }

    @Test
    void aJobThatSomebodyDeletesIsNotTakenForAPass() {
        tenant.apply("orders");
        PlayedJob job = tenant.run("orders", 1);
        tenant.client().resource(job.job()).delete();

        tenant.eventually("orders", ConditionType.PASSED, ConditionStatus.FALSE, "JobDeleted");
        assertThat(tenant.condition("orders", ConditionType.READY).message()).contains("sluice.dev/run");

        tenant.annotate("orders", "1");
        PlayedReports.pass(tenant.run("orders", 2));
        tenant.eventually("orders", ConditionType.PASSED, ConditionStatus.TRUE, "NoFindings");
    }
}
