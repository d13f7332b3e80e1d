package dev.sluice.operator.migrationcheck;

import static dev.sluice.api.condition.ConditionStatus.FALSE;
import static dev.sluice.api.condition.ConditionStatus.TRUE;
import static dev.sluice.api.condition.ConditionStatus.UNKNOWN;

import dev.sluice.analysis.report.MigrationReport;
import dev.sluice.analysis.report.Tally;
import dev.sluice.api.condition.Condition;
import dev.sluice.api.condition.ConditionStatus;
import dev.sluice.api.condition.ConditionType;
import dev.sluice.api.v1alpha1.FailOn;
import dev.sluice.api.v1alpha1.MigrationCheck;
import dev.sluice.operator.condition.Conditions;
import dev.sluice.operator.condition.Finding;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds the conditions of a check; the only place that does. What is not known to be safe does not pass. Pure. */
final class CheckConditions {

    /** What to do when a run has to be made again. */
    static final String RUN_AGAIN =
            "To run it again, give the annotation " + MigrationCheck.RUN_ANNOTATION + " another value than it has.";

    private static final String RUNNING = "Running";
    private static final String NOTHING_CHECKED = "NothingChecked";

    private final Conditions conditions;

    private CheckConditions(Conditions conditions) {
        this.conditions = conditions;
    }

    /**
     * The conditions.
     *
     * @param result what is known of the run
     * @param failOn the least severity that fails
     * @param generation that of the spec
     * @param before the conditions before, which say since when something holds
     * @param now the time
     */
    static List<Condition> of(CheckResult result, FailOn failOn, long generation, List<Condition> before, Instant now) {
        var made = new CheckConditions(new Conditions(generation, before, now));
        if (result instanceof CheckResult.NotBegun it) {
            made.notComplete(it.trouble());
        } else if (result instanceof CheckResult.Stuck it) {
            made.notComplete(it.trouble());
        } else if (result instanceof CheckResult.Running) {
            made.notComplete(new Trouble(RUNNING, "The migrations are being analysed."));
        } else if (result instanceof CheckResult.Failed it) {
            made.failed(it.trouble());
        } else if (result instanceof CheckResult.Reported it) {
            made.reported(it, failOn);
        }
        return made.conditions.all();
    }

    /** The conditions of a check whose spec this operator does not understand. */
    static List<Condition> notUnderstood(long generation, List<String> paths, List<Condition> before, Instant now) {
        var made = new CheckConditions(new Conditions(generation, before, now));
        Finding finding = Conditions.notUnderstood(paths);
        made.notComplete(new Trouble(finding.reason(), finding.message()));
        return made.conditions.all();
    }

    private void notComplete(Trouble trouble) {
        add(ConditionType.COMPLETE, FALSE, trouble.reason(), trouble.message());
        add(ConditionType.PASSED, UNKNOWN, trouble.reason(), trouble.message());
        add(ConditionType.READY, FALSE, trouble.reason(), trouble.message());
    }

    private void failed(Trouble trouble) {
        add(ConditionType.COMPLETE, TRUE, trouble.reason(), trouble.message());
        add(ConditionType.PASSED, FALSE, trouble.reason(), "There is no report: " + trouble.message());
        add(ConditionType.READY, FALSE, trouble.reason(), trouble.message());
    }

    private void reported(CheckResult.Reported result, FailOn failOn) {
        MigrationReport.Summary summary = result.report().summary();
        String where = "ConfigMap \"" + result.stored().configMapName() + "\" holds the report.";
        add(ConditionType.COMPLETE, TRUE, "Reported", where);
        String counts = counts(summary);
        if (summary.migrations().total() == 0 || summary.statements() == 0) {
            add(
                    ConditionType.PASSED,
                    FALSE,
                    NOTHING_CHECKED,
                    "No statement of a migration was found at the source, which is hardly meant: see spec.source, and"
                            + " spec.tool for what counts as a migration.");
        } else if (fails(summary.issues(), failOn)) {
            add(ConditionType.PASSED, FALSE, "FindingsFail", counts + " spec.failOn is " + text(failOn) + ". " + where);
        } else if (summary.issues().total() == 0) {
            add(ConditionType.PASSED, TRUE, "NoFindings", counts);
        } else {
            add(ConditionType.PASSED, TRUE, "FindingsTolerated", counts + " spec.failOn is " + text(failOn) + ".");
        }
        add(ConditionType.READY, TRUE, "Reported", where);
    }

    private static boolean fails(Tally issues, FailOn failOn) {
        return switch (failOn) {
            case NEVER -> false;
            case LOW -> issues.high() + issues.medium() + issues.low() > 0;
            case MEDIUM -> issues.high() + issues.medium() > 0;
            case HIGH -> issues.high() > 0;
        };
    }

    private static String counts(MigrationReport.Summary summary) {
        Tally issues = summary.issues();
        String counts = summary.migrations().total() + " migrations with " + summary.statements() + " statements: "
                + issues.high() + " high, " + issues.medium() + " medium, " + issues.low() + " low findings.";
        return summary.unread() == 0
                ? counts
                : counts + " " + summary.unread() + " statements could be read in part only.";
    }

    private static String text(FailOn failOn) {
        return switch (failOn) {
            case LOW -> "Low";
            case MEDIUM -> "Medium";
            case HIGH -> "High";
            case NEVER -> "Never";
        };
    }

    private void add(ConditionType type, ConditionStatus status, String reason, String message) {
        conditions.add(type, new Finding(status, reason, message));
    }

    /** Whether these conditions say that the run has ended. */
    static boolean isComplete(List<Condition> conditions) {
        return conditions.stream().anyMatch(c -> c.has(ConditionType.COMPLETE) && c.status() == TRUE);
    }

    /** Whether these conditions say that something keeps the migrations from being judged. */
    static boolean isTrouble(List<Condition> conditions) {
        return conditions.stream()
                .anyMatch(c -> c.has(ConditionType.READY)
                        ? c.status() == FALSE && !RUNNING.equals(c.reason())
                        : c.has(ConditionType.PASSED) && NOTHING_CHECKED.equals(c.reason()));
    }

    /** What was in the way when these conditions were written; null when nothing was. */
    static @Nullable Trouble trouble(List<Condition> conditions) {
        return conditions.stream()
                .filter(c -> c.has(ConditionType.COMPLETE) && c.status() == FALSE && !RUNNING.equals(c.reason()))
                .findFirst()
                .map(c -> new Trouble(c.reason(), c.message()))
                .orElse(null);
    }
}
