package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;
import org.jspecify.annotations.Nullable;

/** Migrations that are analysed by a Job before they are released. */
@JsonClassDescription(
        "PostgreSQL migrations that are analysed before they are released. Sluice runs a Job that reads them,"
                + " stores its report in a ConfigMap and says whether they pass.")
@Group(DatabaseCluster.GROUP)
@Version(DatabaseCluster.VERSION)
@ShortNames("mck")
@Categories("sluice")
@AdditionalPrinterColumn(
        name = "Risk",
        jsonPath = ".status.risk",
        getDescription = "The severity of the worst finding; empty while there is no report.")
@AdditionalPrinterColumn(
        name = "High",
        jsonPath = ".status.counts.high",
        type = AdditionalPrinterColumn.Type.INTEGER,
        getDescription = "Findings that block, rewrite, fail or lose data.")
@AdditionalPrinterColumn(
        name = "Medium",
        jsonPath = ".status.counts.medium",
        type = AdditionalPrinterColumn.Type.INTEGER,
        getDescription = "Findings that hurt under load or need a coordinated deployment.")
@AdditionalPrinterColumn(
        name = "Low",
        jsonPath = ".status.counts.low",
        type = AdditionalPrinterColumn.Type.INTEGER,
        getDescription = "Findings that are worth knowing.")
@AdditionalPrinterColumn(
        name = "Age",
        jsonPath = ".metadata.creationTimestamp",
        type = AdditionalPrinterColumn.Type.DATE,
        getDescription = "Time since the resource was made.")
@AdditionalPrinterColumn(
        name = "Passed",
        jsonPath = ".status.conditions[?(@.type=='Passed')].status",
        priority = 1,
        getDescription = "Whether there is no finding at or above spec.failOn.")
@AdditionalPrinterColumn(
        name = "Reason",
        jsonPath = ".status.conditions[?(@.type=='Passed')].reason",
        priority = 1,
        getDescription = "Why it has passed or not.")
@AdditionalPrinterColumn(
        name = "Job",
        jsonPath = ".status.run.jobName",
        priority = 1,
        getDescription = "The Job of the latest run.")
@AdditionalPrinterColumn(
        name = "Report",
        jsonPath = ".status.report.configMapName",
        priority = 1,
        getDescription = "The ConfigMap that holds the report.")
@ValidationRule(
        value = "size(self.metadata.name) <= 246",
        message =
                "metadata.name is longer than 246 characters, so \"<name>-report\" is no legal ConfigMap name; shorten"
                        + " it")
public class MigrationCheck extends CustomResource<MigrationCheckSpec, MigrationCheckStatus> implements Namespaced {

    /** Any text; another one than before runs the analysis again, for sources whose change cannot be seen. */
    public static final String RUN_ANNOTATION = DatabaseCluster.GROUP + "/run";

    /** The ending of the name of the ConfigMap that holds the report. */
    public static final String REPORT_SUFFIX = "-report";

    private static final long serialVersionUID = 1L;

    @JsonPropertyDescription("What is analysed and how.")
    @Required
    @Override
    public MigrationCheckSpec getSpec() {
        return super.getSpec();
    }

    /** What the operator has written; null while it has written nothing, for which the API server gives a default. */
    @JsonPropertyDescription("What was found; written by the operator.")
    @Default("{}")
    @Override
    public @Nullable MigrationCheckStatus getStatus() {
        MigrationCheckStatus status = super.getStatus();
        return status == null || Unwritten.is(status.observedGeneration()) ? null : status;
    }

    /** The name of the ConfigMap that holds the report. */
    public String reportConfigMapName() {
        return getMetadata().getName() + REPORT_SUFFIX;
    }
}
