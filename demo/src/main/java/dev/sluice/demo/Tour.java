package dev.sluice.demo;

import dev.sluice.api.v1alpha1.MemberState;
import dev.sluice.routing.topology.Endpoint;
import dev.sluice.routing.topology.EndpointState;
import dev.sluice.testing.postgres.PostgresServer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The scripted tour: servers fail and come back, and each step is checked by what a user sees: the status, the ConfigMap,
 * and what the application has counted. A read that failed makes the step fail.
 */
final class Tour {

    private static final Duration PATIENCE = Duration.ofSeconds(45);
    private static final Duration QUIET = Duration.ofSeconds(2);

    private final Site site;
    private final Progress progress;
    private final PostgresServer primary;
    private final PostgresServer first;
    private final PostgresServer second;

    Tour(Site site, Progress progress) {
        this.site = site;
        this.progress = progress;
        this.primary = site.database().servers().primary();
        List<PostgresServer> replicas = site.database().servers().replicas();
        this.first = replicas.get(0);
        this.second = replicas.get(1);
    }

    private record Named(String title, Consumer<TourStep> action) {}

    /** Runs all steps up to the first that fails; returns whether all passed. */
    boolean run() {
        List<Named> steps = List.of(
                new Named(first.name() + " is stopped", this::replicaStops),
                new Named(first.name() + " is started again", this::replicaReturns),
                new Named("replay is paused on " + second.name(), this::replayPauses),
                new Named("replay is resumed on " + second.name(), this::replayResumes),
                new Named(primary.name() + " is stopped and " + first.name() + " promoted", this::primaryChanges),
                new Named("migrations are judged by the database, and by what is known", this::migrationsAreJudged));
        int number = 0;
        for (Named step : steps) {
            number++;
            progress.headline("Step " + number + " of " + steps.size() + ": " + step.title());
            try {
                step.action().accept(new TourStep(progress, site::endedByItself));
                progress.print(site.controlPlane().kubectl().run("get", "databaseclusters"));
                progress.say("PASS  " + step.title());
            } catch (RuntimeException e) {
                progress.say("FAIL  " + step.title() + ": " + e.getMessage());
                return false;
            }
        }
        return true;
    }

    private void replicaStops(TourStep step) {
        step.does("stopping " + first.name());
        first.stop();
        expectState(step, first, MemberState.UNREACHABLE, EndpointState.UNREACHABLE);
        expectNoReads(step, first);
        expectNoFailedRead(step);
    }

    private void replicaReturns(TourStep step) {
        step.does("starting " + first.name());
        first.start();
        expectState(step, first, MemberState.HEALTHY, EndpointState.HEALTHY);
        expectReads(step, first);
        expectNoFailedRead(step);
    }

    private void replayPauses(TourStep step) {
        step.does("SELECT pg_wal_replay_pause() on " + second.name());
        second.pauseReplay();
        expectState(step, second, MemberState.LAGGING, EndpointState.LAGGING);
        expectNoReads(step, second);
        expectNoFailedRead(step);
    }

    private void replayResumes(TourStep step) {
        step.does("SELECT pg_wal_replay_resume() on " + second.name());
        second.resumeReplay();
        expectState(step, second, MemberState.HEALTHY, EndpointState.HEALTHY);
        expectReads(step, second);
        expectNoFailedRead(step);
    }

    private void primaryChanges(TourStep step) {
        long generation = site.cluster().generation();
        step.does("stopping " + primary.name());
        primary.stop();
        step.does("SELECT pg_promote() on " + first.name() + ", and " + second.name() + " follows it");
        site.database().servers().promote(first);
        step.expects(
                "the status names " + first.name() + " as the primary",
                PATIENCE,
                () -> first.name().equals(site.cluster().status().primary()),
                this::describeStatus);
        step.expects(
                "the ConfigMap names it as the primary",
                PATIENCE,
                () -> Optional.ofNullable(site.cluster().published().primary())
                        .map(Endpoint::name)
                        .filter(first.name()::equals)
                        .isPresent(),
                site.cluster()::describePublished);
        Counts before = counts();
        step.expects(
                "the application writes to " + first.name(),
                PATIENCE,
                () -> counts().writesBy(first.name()) > before.writesBy(first.name()),
                this::describeCounts);
        expectReads(step, second);
        expectNoFailedRead(step);
        step.expects(
                "the spec was not changed (generation " + generation + ")",
                Duration.ZERO,
                () -> site.cluster().generation() == generation,
                () -> "generation " + site.cluster().generation());
    }

    private void migrationsAreJudged(TourStep step) {
        var checks = new LaterChecks(site);
        step.expects(
                "by their text alone the migrations do not pass: an index is built while writers wait",
                PATIENCE,
                () -> checks.passed(LaterChecks.BY_TEXT).equals("False"),
                () -> checks.describe(LaterChecks.BY_TEXT));
        step.does("ANALYZE on " + first.name() + ", and two more MigrationChecks of the same migrations");
        first.execute("ANALYZE orders");
        checks.apply();
        step.expects(
                "they pass where the database says that the table is small",
                PATIENCE,
                () -> checks.passed(LaterChecks.WITH_DATABASE).equals("True"),
                () -> checks.describe(LaterChecks.WITH_DATABASE));
        step.expects(
                "they pass where the report of before is the baseline",
                PATIENCE,
                () -> checks.passed(LaterChecks.WITH_BASELINE).equals("True"),
                () -> checks.describe(LaterChecks.WITH_BASELINE));
    }

    private void expectState(TourStep step, PostgresServer server, MemberState state, EndpointState published) {
        step.expects(
                "the status says that " + server.name() + " is " + published.label(),
                PATIENCE,
                () -> site.cluster().state(server.name()) == state,
                this::describeStatus);
        step.expects(
                "the ConfigMap says it too",
                PATIENCE,
                () -> site.cluster().publishedState(server.name()) == published,
                site.cluster()::describePublished);
    }

    private void expectReads(TourStep step, PostgresServer server) {
        Counts before = counts();
        step.expects(
                "the application reads from " + server.name(),
                PATIENCE,
                () -> counts().readsBy(server.name()) > before.readsBy(server.name()),
                this::describeCounts);
    }

    private void expectNoReads(TourStep step, PostgresServer server) {
        var window = new QuietWindow(server.name(), counts());
        step.expects(
                "the application reads on, and for " + QUIET.toSeconds() + " s nothing from " + server.name(),
                PATIENCE,
                () -> window.isOver(counts()),
                this::describeCounts);
    }

    private void expectNoFailedRead(TourStep step) {
        Counts start = counts();
        // The counts are printed every second: only those after now tell of all that has happened up to now.
        step.expects(
                "the application goes on reading, with 0 failed reads since its start",
                PATIENCE,
                () -> {
                    Counts now = counts();
                    if (now.failedReads() > 0) {
                        throw new TourStep.MissedException(now.failedReads() + " reads failed; " + describeCounts());
                    }
                    return now.at().isAfter(start.at()) && now.allReads() > start.allReads();
                },
                this::describeCounts);
    }

    private String describeStatus() {
        return (site.operator().isAlive() ? "" : "the operator has ended! ")
                + site.cluster().describeStatus();
    }

    private Counts counts() {
        return site.sample().counts().orElseThrow();
    }

    private String describeCounts() {
        return counts().toString();
    }

    /** A stretch of time in which one endpoint answers no read while others do; starts anew with each read. */
    private static final class QuietWindow {

        private final String endpoint;
        private Counts begin;

        QuietWindow(String endpoint, Counts begin) {
            this.endpoint = endpoint;
            this.begin = begin;
        }

        boolean isOver(Counts now) {
            if (now.readsBy(endpoint) != begin.readsBy(endpoint)) {
                begin = now;
            }
            return Duration.between(begin.at(), now.at()).compareTo(QUIET) >= 0 && now.allReads() > begin.allReads();
        }
    }
}
