package dev.sluice.operator.migrationcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.analysis.finding.Omitted;
import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.report.MigrationReport;
import dev.sluice.api.condition.Condition;
import dev.sluice.api.condition.ConditionStatus;
import dev.sluice.api.condition.ConditionType;
import dev.sluice.api.v1alpha1.FailOn;
import dev.sluice.api.v1alpha1.FindingCounts;
import dev.sluice.api.v1alpha1.FindingSummary;
import dev.sluice.api.v1alpha1.MigrationCheck;
import dev.sluice.api.v1alpha1.MigrationCheckStatus;
import dev.sluice.api.v1alpha1.ReportStatus;
import dev.sluice.api.v1alpha1.Risk;
import dev.sluice.api.v1alpha1.RunStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckStatusesTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final RunStatus RUN = new RunStatus(1L, "orders-0123456789", "abc", NOON, NOON);

    private final MigrationCheck check = Checks.ofConfigMap();

    @ParameterizedTest
    @CsvSource({
        "HIGH, HIGH, FALSE, FindingsFail",
        "HIGH, MEDIUM, TRUE, FindingsTolerated",
        "HIGH, LOW, TRUE, FindingsTolerated",
        "MEDIUM, HIGH, FALSE, FindingsFail",
        "MEDIUM, MEDIUM, FALSE, FindingsFail",
        "MEDIUM, LOW, TRUE, FindingsTolerated",
        "LOW, LOW, FALSE, FindingsFail",
        "NEVER, HIGH, TRUE, FindingsTolerated"
    })
    void failOnDecidesWhatPasses(FailOn failOn, Severity worst, ConditionStatus passed, String reason) {
        var conditions = CheckConditions.of(reported(Checks.report(worst, Severity.LOW)), failOn, 3, List.of(), NOON);

        assertThat(conditions)
                .extracting(Condition::type, Condition::status, Condition::reason)
                .containsExactly(
                        tuple("Complete", ConditionStatus.TRUE, "Reported"),
                        tuple("Passed", passed, reason),
                        tuple("Ready", ConditionStatus.TRUE, "Reported"));
    }

    @Test
    void withoutFindingsItPasses() {
        MigrationCheckStatus status = CheckStatuses.of(check, reported(Checks.cleanReport(2)), RUN, NOON);

        assertThat(passed(status).status()).isEqualTo(ConditionStatus.TRUE);
        assertThat(passed(status).reason()).isEqualTo("NoFindings");
        assertThat(status.risk()).isEqualTo(Risk.NONE);
        assertThat(status.counts()).isEqualTo(new FindingCounts(0, 0, 0, 0, 2, 4, 0));
    }

    @Test
    void whatNobodyHasReadDoesNotPass() {
        for (FailOn failOn : FailOn.values()) {
            var conditions = CheckConditions.of(reported(Checks.cleanReport(0)), failOn, 3, List.of(), NOON);

            assertThat(conditions)
                    .filteredOn(condition -> condition.has(ConditionType.PASSED))
                    .singleElement()
                    .satisfies(condition -> {
                        assertThat(condition.status()).isEqualTo(ConditionStatus.FALSE);
                        assertThat(condition.reason()).isEqualTo("NothingChecked");
                    });
        }
    }

    @Test
    void whatIsCountedOnlyCountsAndFails() {
        MigrationReport report = Checks.reportOmitting(Severity.HIGH, new Omitted(3, 4, 5));

        MigrationCheckStatus status = CheckStatuses.of(check, reported(report), RUN, NOON);

        assertThat(status.counts()).isEqualTo(new FindingCounts(13, 4, 4, 5, 1, 1, 0));
        assertThat(passed(status).message()).contains("4 high, 4 medium, 5 low findings.");
        MigrationReport low = Checks.reportOmitting(Severity.LOW, new Omitted(0, 1, 0));
        assertThat(CheckConditions.of(reported(low), FailOn.MEDIUM, 3, List.of(), NOON))
                .filteredOn(condition -> condition.has(ConditionType.PASSED))
                .singleElement()
                .satisfies(condition -> assertThat(condition.status()).isEqualTo(ConditionStatus.FALSE));
    }

    @Test
    void theWorstFindingsAreShownFirstAndNotMoreThanFit() {
        List<Severity> severities = new ArrayList<>(Collections.nCopies(20, Severity.LOW));
        severities.add(Severity.HIGH);
        severities.add(Severity.MEDIUM);

        MigrationCheckStatus status =
                CheckStatuses.of(check, reported(Checks.report(severities, "It locks the table.")), RUN, NOON);

        assertThat(status.risk()).isEqualTo(Risk.HIGH);
        assertThat(status.counts()).isEqualTo(new FindingCounts(22, 1, 1, 20, 22, 22, 0));
        assertThat(status.findings())
                .hasSize(MigrationCheckStatus.MOST_FINDINGS)
                .startsWith(
                        new FindingSummary("some-rule", Risk.HIGH, "V21.sql", 4, "It locks the table."),
                        new FindingSummary("some-rule", Risk.MEDIUM, "V22.sql", 4, "It locks the table."),
                        new FindingSummary("some-rule", Risk.LOW, "V1.sql", 4, "It locks the table."));
    }

    @Test
    void aNewRunShowsNothingOfTheOldOne() {
        check.setStatus(CheckStatuses.of(check, reported(Checks.report(Severity.LOW)), RUN, NOON));

        MigrationCheckStatus status = CheckStatuses.of(check, new CheckResult.Running(), RUN, NOON.plusSeconds(60));

        assertThat(status.risk()).isNull();
        assertThat(status.counts()).isNull();
        assertThat(status.findings()).isEmpty();
        assertThat(status.report()).isNull();
        assertThat(passed(status).status()).isEqualTo(ConditionStatus.UNKNOWN);
        assertThat(passed(status).lastTransitionTime()).isEqualTo(NOON.plusSeconds(60));
    }

    @Test
    void aRunThatHasFailedIsOverAndHasNotPassed() {
        MigrationCheckStatus status =
                CheckStatuses.of(check, new CheckResult.Failed(new Trouble("OutOfMemory", "Raise it.")), RUN, NOON);

        assertThat(status.conditions())
                .extracting(Condition::status)
                .containsExactly(ConditionStatus.TRUE, ConditionStatus.FALSE, ConditionStatus.FALSE);
        assertThat(status.conditions()).extracting(Condition::reason).containsOnly("OutOfMemory");
        assertThat(CheckConditions.isComplete(status.conditions())).isTrue();
        assertThat(CheckConditions.trouble(status.conditions())).isNull();
    }

    @Test
    void whatIsInTheWayIsRemembered() {
        MigrationCheckStatus stuck =
                CheckStatuses.of(check, new CheckResult.Stuck(new Trouble("ImageNotPulled", "No.")), RUN, NOON);
        MigrationCheckStatus running = CheckStatuses.of(check, new CheckResult.Running(), RUN, NOON);

        assertThat(CheckConditions.trouble(stuck.conditions())).isEqualTo(new Trouble("ImageNotPulled", "No."));
        assertThat(CheckConditions.trouble(running.conditions())).isNull();
        assertThat(CheckConditions.isComplete(stuck.conditions())).isFalse();
    }

    @Test
    void aSpecThatIsNotUnderstoodIsSaid() {
        MigrationCheckStatus status = CheckStatuses.notUnderstood(check, List.of("spec.source"), NOON);

        assertThat(status.condition(ConditionType.READY)).hasValueSatisfying(ready -> {
            assertThat(ready.reason()).isEqualTo("SpecNotUnderstood");
            assertThat(ready.message()).contains("spec.source");
        });
        assertThat(passed(status).status()).isEqualTo(ConditionStatus.UNKNOWN);
    }

    @Test
    void newsAreToldOnce() {
        MigrationCheckStatus nothing = MigrationCheckStatus.empty();
        RunStatus begun = new RunStatus(1L, "orders-0123456789", "abc", NOON, null);
        MigrationCheckStatus running = CheckStatuses.of(check, new CheckResult.Running(), begun, NOON);
        MigrationCheckStatus stuck =
                CheckStatuses.of(check, new CheckResult.Stuck(new Trouble("ImageNotPulled", "a")), begun, NOON);
        MigrationCheckStatus stillStuck =
                CheckStatuses.of(check, new CheckResult.Stuck(new Trouble("ImageNotPulled", "b")), begun, NOON);
        MigrationCheckStatus failed =
                CheckStatuses.of(check, new CheckResult.Failed(new Trouble("ImageNotPulled", "b")), RUN, NOON);
        MigrationCheckStatus high = CheckStatuses.of(check, reported(Checks.report(Severity.HIGH)), RUN, NOON);

        assertThat(CheckNotice.between(nothing, running)).extracting("reason").containsExactly("RunStarted");
        assertThat(CheckNotice.between(running, stuck)).extracting("reason").containsExactly("ImageNotPulled");
        assertThat(CheckNotice.between(stuck, stillStuck)).isEmpty();
        assertThat(CheckNotice.between(stillStuck, failed)).extracting("reason").containsExactly("ImageNotPulled");
        assertThat(CheckNotice.between(running, high)).singleElement().satisfies(notice -> {
            assertThat(notice.warning()).isTrue();
            assertThat(notice.reason()).isEqualTo("FindingsFail");
        });
        assertThat(CheckNotice.between(high, high)).isEmpty();
    }

    private static Condition passed(MigrationCheckStatus status) {
        return status.condition(ConditionType.PASSED).orElseThrow();
    }

    private static CheckResult reported(MigrationReport report) {
        return new CheckResult.Reported(report, new ReportStatus("orders-report", 0, NOON));
    }
}
