package dev.sluice.operator.migrationcheck;

import dev.sluice.analysis.report.MigrationReport;
import dev.sluice.api.v1alpha1.ReportStatus;

/** What is known of a run. */
sealed interface CheckResult {

    /**
     * The run cannot begin.
     *
     * @param trouble why
     */
    record NotBegun(Trouble trouble) implements CheckResult {}

    /** The run goes on. */
    record Running() implements CheckResult {}

    /**
     * The run goes on, but something is in the way.
     *
     * @param trouble what
     */
    record Stuck(Trouble trouble) implements CheckResult {}

    /**
     * The run has ended without a report.
     *
     * @param trouble why
     */
    record Failed(Trouble trouble) implements CheckResult {}

    /**
     * The run has ended, and its report is stored.
     *
     * @param report as a whole, or as much of it as was stored
     * @param stored where
     */
    record Reported(MigrationReport report, ReportStatus stored) implements CheckResult {}
}
