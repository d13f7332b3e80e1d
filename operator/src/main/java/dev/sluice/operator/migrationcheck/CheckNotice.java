package dev.sluice.operator.migrationcheck;

import dev.sluice.api.condition.Condition;
import dev.sluice.api.condition.ConditionStatus;
import dev.sluice.api.condition.ConditionType;
import dev.sluice.api.v1alpha1.MigrationCheckStatus;
import dev.sluice.api.v1alpha1.RunStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Something that a person following a check wants to be told once. Pure.
 *
 * @param warning whether it is bad news
 * @param reason in one word
 * @param message for a person
 */
record CheckNotice(boolean warning, String reason, String message) {

    /** What is new between two statuses. */
    static List<CheckNotice> between(MigrationCheckStatus before, MigrationCheckStatus now) {
        List<CheckNotice> notices = new ArrayList<>();
        begun(before, now).ifPresent(notices::add);
        trouble(before, now).ifPresent(notices::add);
        verdict(before, now).ifPresent(notices::add);
        return notices;
    }

    private static Optional<CheckNotice> begun(MigrationCheckStatus before, MigrationCheckStatus now) {
        RunStatus run = now.run();
        RunStatus last = before.run();
        if (run == null || (last != null && last.jobName().equals(run.jobName()))) {
            return Optional.empty();
        }
        return Optional.of(new CheckNotice(
                false, "RunStarted", "Job " + run.jobName() + " analyses the migrations, run " + run.number() + "."));
    }

    // What is in the way is told, and told again when it is something else.
    private static Optional<CheckNotice> trouble(MigrationCheckStatus before, MigrationCheckStatus now) {
        Condition ready = now.condition(ConditionType.READY).orElse(null);
        if (ready == null || ready.holds() || isRunning(ready)) {
            return Optional.empty();
        }
        boolean told = before.condition(ConditionType.READY)
                .filter(known -> !known.holds() && Objects.equals(known.reason(), ready.reason()))
                .isPresent();
        return told && !hasJustEnded(before, now)
                ? Optional.empty()
                : Optional.of(new CheckNotice(true, ready.reason(), ready.message()));
    }

    private static Optional<CheckNotice> verdict(MigrationCheckStatus before, MigrationCheckStatus now) {
        Condition passed = now.condition(ConditionType.PASSED).orElse(null);
        if (passed == null || now.report() == null || !hasJustEnded(before, now)) {
            return Optional.empty();
        }
        boolean good = passed.status() == ConditionStatus.TRUE;
        return Optional.of(new CheckNotice(
                !good,
                good ? "Passed" : passed.reason(),
                "Passed is " + (good ? "True" : "False") + ": " + passed.message()));
    }

    private static boolean hasJustEnded(MigrationCheckStatus before, MigrationCheckStatus now) {
        boolean ended = now.run() != null && now.run().endedAt() != null;
        boolean wasEnded = before.run() != null
                && now.run() != null
                && before.run().jobName().equals(now.run().jobName())
                && before.run().endedAt() != null;
        return ended && !wasEnded;
    }

    private static boolean isRunning(Condition ready) {
        return "Running".equals(ready.reason());
    }
}
