package dev.sluice.operator.migrationcheck;

import dev.sluice.analysis.report.InvalidReportException;
import dev.sluice.analysis.report.MigrationReport;
import dev.sluice.analysis.report.ReportFrame;
import dev.sluice.analysis.report.ReportJson;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads the report out of the log of a pod that has succeeded. Thread-safe; blocks. */
@ApplicationScoped
class ReportLog {

    /** How much of a log, and of the report that is compressed in it, is taken: it is held in memory here. */
    private static final int MOST_BYTES = 4 * 1024 * 1024;

    private static final String ANOTHER_WAY = "Split the migrations if the report is large.";

    /** So long after its end a log may still lack what was printed last. */
    private static final Duration COMES_YET = Duration.ofSeconds(20);

    private final PodLogs logs;

    ReportLog(PodLogs logs) {
        this.logs = logs;
    }

    /** What a log gave. */
    sealed interface Reading {

        /**
         * The report.
         *
         * @param report whole, by its checksum
         */
        record Complete(MigrationReport report) implements Reading {}

        /**
         * Nothing now, but perhaps later.
         *
         * @param trouble what is in the way
         */
        record Later(Trouble trouble) implements Reading {}

        /**
         * Nothing, now and later.
         *
         * @param trouble why
         */
        record Unusable(Trouble trouble) implements Reading {}
    }

    /**
     * Reads.
     *
     * @param job the Job of the pod, which says when it ended
     * @param now the time
     */
    Reading read(String namespace, String pod, Job job, Instant now) {
        ReportFrame.Content content;
        try (InputStream log = logs.open(namespace, pod, AnalysisJob.CONTAINER, MOST_BYTES)) {
            content = ReportFrame.read(new String(log.readAllBytes(), StandardCharsets.UTF_8), MOST_BYTES);
        } catch (IOException e) {
            return new Reading.Later(new Trouble(
                    "LogUnreadable",
                    "The log of pod " + pod + " cannot be read: " + e.getMessage()
                            + ". The operator needs get on pods/log there, and the API server needs its way to the node."
                            + " It is tried again."));
        }
        if (content instanceof ReportFrame.Complete complete) {
            return reading(complete.json());
        }
        String log = "The log of pod " + pod + " has no ";
        return content instanceof ReportFrame.Damaged damaged
                ? unusable(
                        job,
                        now,
                        new Trouble("ReportCut", log + "whole report: " + damaged.reason() + ". " + ANOTHER_WAY))
                : unusable(
                        job,
                        now,
                        new Trouble("NoReport", log + "report. The image of the Job must be the operator's own."));
    }

    private static Reading reading(String json) {
        try {
            return new Reading.Complete(ReportJson.read(json));
        } catch (InvalidReportException e) {
            return new Reading.Unusable(new Trouble(
                    "ReportNotUnderstood",
                    "The report is of another version than this operator: " + e.getMessage()
                            + ". The image of the Job must be the operator's own."));
        }
    }

    private static Reading unusable(Job job, Instant now, Trouble trouble) {
        Instant ended = ended(job);
        return ended != null && now.isAfter(ended.plus(COMES_YET))
                ? new Reading.Unusable(trouble)
                : new Reading.Later(trouble);
    }

    private static @Nullable Instant ended(Job job) {
        String at = job.getStatus() == null ? null : job.getStatus().getCompletionTime();
        return at == null ? null : Instant.parse(at);
    }
}
