package dev.sluice.operator.migrationcheck;

import dev.sluice.analysis.finding.Finding;
import dev.sluice.analysis.report.Issue;
import dev.sluice.analysis.report.MigrationReport;
import dev.sluice.analysis.report.Tally;
import dev.sluice.api.v1alpha1.FindingCounts;
import dev.sluice.api.v1alpha1.FindingSummary;
import dev.sluice.api.v1alpha1.MigrationCheck;
import dev.sluice.api.v1alpha1.MigrationCheckStatus;
import dev.sluice.api.v1alpha1.Risk;
import dev.sluice.api.v1alpha1.RunStatus;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Renders the status of a check. Pure. */
final class CheckStatuses {

    private CheckStatuses() {}

    /**
     * The status.
     *
     * @param check with the status before
     * @param result what is known of the run
     * @param run the run; null when there was none yet
     * @param now the time
     */
    static MigrationCheckStatus of(MigrationCheck check, CheckResult result, @Nullable RunStatus run, Instant now) {
        MigrationCheckStatus before = before(check);
        long generation = check.getMetadata().getGeneration();
        var conditions = CheckConditions.of(result, check.getSpec().failOn(), generation, before.conditions(), now);
        if (result instanceof CheckResult.Reported reported) {
            MigrationReport report = reported.report();
            return new MigrationCheckStatus(
                    generation,
                    conditions,
                    Risk.valueOf(report.risk().name()),
                    counts(report.summary()),
                    worst(report),
                    reported.stored(),
                    run);
        }
        return new MigrationCheckStatus(generation, conditions, null, null, List.of(), null, run);
    }

    /** The status of a check whose spec this operator does not understand. */
    static MigrationCheckStatus notUnderstood(MigrationCheck check, List<String> paths, Instant now) {
        MigrationCheckStatus before = before(check);
        long generation = check.getMetadata().getGeneration();
        return new MigrationCheckStatus(
                generation,
                CheckConditions.notUnderstood(generation, paths, before.conditions(), now),
                null,
                null,
                List.of(),
                null,
                before.run());
    }

    static MigrationCheckStatus before(MigrationCheck check) {
        MigrationCheckStatus status = check.getStatus();
        return status == null ? MigrationCheckStatus.empty() : status;
    }

    private static FindingCounts counts(MigrationReport.Summary summary) {
        Tally issues = summary.issues();
        return new FindingCounts(
                issues.high() + issues.medium() + issues.low(),
                issues.high(),
                issues.medium(),
                issues.low(),
                summary.migrations().total(),
                summary.statements(),
                summary.unread());
    }

    private static List<FindingSummary> worst(MigrationReport report) {
        return report.issues().stream()
                .filter(issue -> !issue.known())
                .map(Issue::finding)
                .sorted(Comparator.comparing(Finding::severity).reversed())
                .limit(MigrationCheckStatus.MOST_FINDINGS)
                .map(finding -> new FindingSummary(
                        finding.rule(),
                        Risk.valueOf(finding.severity().name()),
                        finding.location().file(),
                        finding.location().from().line(),
                        finding.message()))
                .toList();
    }
}
