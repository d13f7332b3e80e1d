package dev.sluice.operator.migrationcheck;

import dev.sluice.analysis.report.FittedReport;
import dev.sluice.analysis.report.MigrationReport;
import dev.sluice.analysis.report.ReportJson;
import dev.sluice.api.v1alpha1.DatabaseCluster;
import dev.sluice.api.v1alpha1.MigrationCheck;
import dev.sluice.api.v1alpha1.RunStatus;
import dev.sluice.operator.kubernetes.Ownership;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The ConfigMap that carries a report. It has not the label by which the published endpoints are watched: reports may be
 * large, and a watch would hold all of them in memory. Pure.
 */
final class ReportConfigMap {

    /** The key of the report. */
    static final String KEY = "report.json";

    /** The key of the hint to the whole report, where this one is cut. */
    static final String OMITTED_KEY = "omitted.txt";

    /** How many bytes of JSON are stored; a ConfigMap may have 1 MiB in all. */
    static final int MOST_BYTES = 900 * 1024;

    private static final String OMITTED_ANNOTATION = DatabaseCluster.GROUP + "/omitted-findings";

    private ReportConfigMap() {}

    /** Whether it holds the report of this very run. */
    static boolean isOf(MigrationCheck check, RunStatus run, ConfigMap map) {
        Map<String, String> annotations = map.getMetadata().getAnnotations();
        return Ownership.isOf(check, map)
                && annotations != null
                && run.jobName().equals(annotations.get(jobAnnotation()));
    }

    /** How many findings were left out of it. */
    static int omitted(ConfigMap map) {
        Map<String, String> annotations = map.getMetadata().getAnnotations();
        String number = annotations == null ? null : annotations.get(OMITTED_ANNOTATION);
        return number != null && number.matches("[0-9]{1,9}") ? Integer.parseInt(number) : 0;
    }

    /**
     * Renders it.
     *
     * @param current what it replaces, null when there is none
     */
    static ConfigMap of(MigrationCheck check, RunStatus run, MigrationReport report, @Nullable ConfigMap current) {
        MigrationReport kept = FittedReport.of(report, MOST_BYTES);
        int omitted = kept.leftOut();
        Map<String, String> annotations = new HashMap<>();
        if (current != null && current.getMetadata().getAnnotations() != null) {
            annotations.putAll(current.getMetadata().getAnnotations());
        }
        annotations.put(AnalysisJob.INPUTS_ANNOTATION, run.inputs());
        annotations.put(jobAnnotation(), run.jobName());
        annotations.put(OMITTED_ANNOTATION, Integer.toString(omitted));
        Map<String, String> data = new HashMap<>();
        data.put(KEY, new String(ReportJson.writeCompact(kept), StandardCharsets.UTF_8));
        if (omitted > 0 || kept.migrations().size() < report.migrations().size()) {
            data.put(OMITTED_KEY, hint(check, run, kept, report.leftOut()));
        }
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace(check.getMetadata().getNamespace())
                .withName(check.reportConfigMapName())
                .withResourceVersion(
                        current == null ? null : current.getMetadata().getResourceVersion())
                .withLabels(AnalysisJob.labels(check))
                .withAnnotations(annotations)
                .withOwnerReferences(Ownership.reference(check))
                .endMetadata()
                .withData(data)
                .build();
    }

    private static String jobAnnotation() {
        return DatabaseCluster.GROUP + "/job";
    }

    private static String hint(MigrationCheck check, RunStatus run, MigrationReport kept, int left) {
        int capped = kept.summary().omitted();
        String counted = capped == 0
                ? ""
                : capped + " more findings are counted only, since of one file a report shows the worst.\n";
        boolean roomy = capped > 0
                && kept.leftOut() == capped
                && kept.migrations().size() == kept.summary().migrations().total();
        return (roomy ? "" : roomless(check, run, kept.leftOut() - capped, left - capped)) + counted;
    }

    private static String roomless(MigrationCheck check, RunStatus run, int omitted, int unlogged) {
        String others =
                unlogged == 0 ? "All of it is" : "All but " + unlogged + " of them, which no log has room for, are";
        return omitted
                + " findings, the known and the least severe ones, and migrations without any are left out because a ConfigMap"
                + " has no room for them. The counts are whole. " + others
                + " in the log of the Job's pod, until the Job's"
                + " time to live has passed:\nkubectl --namespace "
                + check.getMetadata().getNamespace() + " logs job/"
                + run.jobName() + "\n"
                + (unlogged == 0 ? "" : "The command line gives all: sluice migrations check --format json\n");
    }
}
