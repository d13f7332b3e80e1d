package dev.sluice.operator.migrationcheck;

import dev.sluice.api.v1alpha1.MigrationCheck;
import dev.sluice.api.v1alpha1.MigrationCheckStatus;
import dev.sluice.api.v1alpha1.RunStatus;
import dev.sluice.operator.kubernetes.Stored;
import dev.sluice.operator.leader.Leadership;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Brings a check one step on: begins a run when what it is made of has changed, looks after one that goes on, and stores
 * the report of one that has ended. Everything that it knows is read from the API server each time, so a leader that has
 * just won goes on where the last one stopped. Thread-safe for different resources.
 */
@ApplicationScoped
class CheckKeeper {

    /** Until a source that is missing, or a refusal, is looked at again. */
    private static final Duration WHILE_MISSING = Duration.ofSeconds(5);

    /** Until a run that goes on is looked at again; when its Job changes it is at once. */
    private static final Duration WHILE_RUNNING = Duration.ofSeconds(5);

    private final KubernetesClient client;
    private final Leadership leadership;
    private final CheckSettings settings;
    private final Sources sources;
    private final Databases databases;
    private final Jobs jobs;
    private final ReportLog logs;
    private final Reports reports;
    private final CheckStatusWriter statuses;
    private final Clock clock;

    /** Reports are large for an operator's memory, so one is read at a time. */
    private final Semaphore reading = new Semaphore(1);

    CheckKeeper(
            KubernetesClient client,
            Leadership leadership,
            CheckSettings settings,
            Sources sources,
            Databases databases,
            Jobs jobs,
            ReportLog logs,
            Reports reports,
            CheckStatusWriter statuses,
            Clock clock) {
        this.client = client;
        this.leadership = leadership;
        this.settings = settings;
        this.sources = sources;
        this.databases = databases;
        this.jobs = jobs;
        this.logs = logs;
        this.reports = reports;
        this.statuses = statuses;
        this.clock = clock;
    }

    /**
     * Does what is due.
     *
     * @param cached the resource as the watch has it, which may be behind
     * @return when to look again, if earlier than a minute from now
     * @throws KubernetesClientException when the API server does not answer; to be tried again
     */
    Optional<Duration> keep(MigrationCheck cached) {
        MigrationCheck check = Stored.now(client, MigrationCheck.class, cached);
        if (check == null || !leadership.leads()) {
            return Optional.empty();
        }
        List<String> unreadable =
                check.getSpec() == null ? List.of("spec") : check.getSpec().unreadable();
        if (!unreadable.isEmpty()) {
            statuses.write(check, CheckStatuses.notUnderstood(check, unreadable, clock.instant()));
            return Optional.empty();
        }
        Sources.Seen seen = sources.look(check);
        if (seen instanceof Sources.Seen.There there) {
            RunStatus run = CheckStatuses.before(check).run();
            return run != null && run.inputs().equals(there.inputs())
                    ? lookAfter(check, run)
                    : begin(check, there.inputs(), run);
        }
        return notBegun(check, ((Sources.Seen.Missing) seen).trouble());
    }

    private Optional<Duration> begin(MigrationCheck check, String inputs, @Nullable RunStatus last) {
        if (last != null && last.endedAt() == null) {
            jobs.giveUp(check, last.jobName());
        }
        if (settings.image().isEmpty()) {
            return notBegun(
                    check,
                    new Trouble(
                            "ImageNotConfigured",
                            "The operator does not know which image analyses. Set SLUICE_MIGRATION_CHECKS_IMAGE to the"
                                    + " operator's own."));
        }
        Databases.Seen database = databases.look(check);
        if (database instanceof Databases.Seen.Missing missing) {
            return notBegun(check, missing.trouble());
        }
        long number = last == null ? 1 : last.number() + 1;
        String name = RunInputs.jobName(check, number, inputs);
        try {
            jobs.begin(check, name, inputs, ((Databases.Seen.There) database).access());
        } catch (KubernetesClientException e) {
            return notBegun(
                    check,
                    Refusals.of("Job \"" + name + "\"", "get, list, watch, create and patch on jobs", e)
                            .orElseThrow(() -> e));
        }
        var run = new RunStatus(number, name, inputs, clock.instant(), null);
        write(check, new CheckResult.Running(), run);
        return Optional.of(WHILE_RUNNING);
    }

    // A run that had been begun for what is now missing is ended, and what is known of it is no longer of what is
    // there.
    private Optional<Duration> notBegun(MigrationCheck check, Trouble trouble) {
        write(
                check,
                new CheckResult.NotBegun(trouble),
                CheckStatuses.before(check).run());
        return Optional.of(WHILE_MISSING);
    }

    private Optional<Duration> lookAfter(MigrationCheck check, RunStatus run) {
        MigrationCheckStatus before = CheckStatuses.before(check);
        if (run.endedAt() != null && CheckConditions.isComplete(before.conditions())) {
            // Somebody has deleted what the status points at, and only another run can tell it again.
            boolean gone = before.report() != null && !reports.isThere(check);
            return gone ? begin(check, run.inputs(), run) : Optional.empty();
        }
        CheckResult result = result(check, run);
        boolean ended = result instanceof CheckResult.Reported || result instanceof CheckResult.Failed;
        write(
                check,
                result,
                ended
                        ? new RunStatus(run.number(), run.jobName(), run.inputs(), run.startedAt(), clock.instant())
                        : run);
        return ended ? Optional.empty() : Optional.of(WHILE_RUNNING);
    }

    private CheckResult result(MigrationCheck check, RunStatus run) {
        Job job = jobs.find(check, run.jobName());
        if (job == null) {
            return reports.find(check, run)
                    .orElseGet(() -> new CheckResult.Failed(new Trouble(
                            "JobDeleted",
                            "Job \"" + run.jobName() + "\" was deleted before its report was stored. "
                                    + CheckConditions.RUN_AGAIN)));
        }
        Trouble before = CheckConditions.trouble(CheckStatuses.before(check).conditions());
        RunState state = RunJudge.of(job, jobs.pods(check, run.jobName()), before, clock.instant());
        if (state instanceof RunState.Succeeded succeeded) {
            return report(check, run, job, succeeded);
        }
        if (state instanceof RunState.Failed failed) {
            jobs.keepFor(check, job, check.getSpec().ttl());
            return new CheckResult.Failed(failed.trouble());
        }
        return state instanceof RunState.Stuck stuck
                ? new CheckResult.Stuck(stuck.trouble())
                : new CheckResult.Running();
    }

    private CheckResult report(MigrationCheck check, RunStatus run, Job job, RunState.Succeeded ended) {
        // Nobody waits here: the threads are needed for the clusters too.
        if (!reading.tryAcquire()) {
            return new CheckResult.Running();
        }
        try {
            return reportByItself(check, run, job, ended);
        } finally {
            reading.release();
        }
    }

    // The Job may go only after its report is stored.
    private CheckResult reportByItself(MigrationCheck check, RunStatus run, Job job, RunState.Succeeded ended) {
        ReportLog.Reading read = logs.read(check.getMetadata().getNamespace(), ended.pod(), job, clock.instant());
        if (read instanceof ReportLog.Reading.Later later) {
            return new CheckResult.Stuck(later.trouble().with(ended.summary()));
        }
        CheckResult result = read instanceof ReportLog.Reading.Complete complete
                ? reports.store(check, run, complete.report())
                : new CheckResult.Failed(
                        ((ReportLog.Reading.Unusable) read).trouble().with(ended.summary()));
        if (!(result instanceof CheckResult.Stuck)) {
            jobs.keepFor(check, job, check.getSpec().ttl());
        }
        return result;
    }

    private void write(MigrationCheck check, CheckResult result, @Nullable RunStatus run) {
        if (leadership.leads()) {
            statuses.write(check, CheckStatuses.of(check, result, run, clock.instant()));
        }
    }
}
