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

/** A PostgreSQL primary and its replicas that already exist, which Sluice watches and publishes as endpoints. */
@JsonClassDescription(
        "A PostgreSQL primary and its replicas that already exist. Sluice probes them, reports their state and lag, and"
                + " publishes the usable ones in a ConfigMap that applications route by.")
@Group(DatabaseCluster.GROUP)
@Version(DatabaseCluster.VERSION)
@ShortNames("dbc")
@Categories("sluice")
@AdditionalPrinterColumn(
        name = "Ready",
        jsonPath = ".status.conditions[?(@.type=='Ready')].status",
        getDescription = "Whether the primary can be written and reads have somewhere to go.")
@AdditionalPrinterColumn(
        name = "Primary",
        jsonPath = ".status.primary",
        getDescription = "The member that is the primary now.")
@AdditionalPrinterColumn(
        name = "Replicas",
        jsonPath = ".status.replicas.summary",
        getDescription = "Usable replicas of all replicas.")
@AdditionalPrinterColumn(
        name = "Max Lag",
        jsonPath = ".status.maxLag",
        getDescription = "The longest replication lag of a replica.")
@AdditionalPrinterColumn(
        name = "Age",
        jsonPath = ".metadata.creationTimestamp",
        type = AdditionalPrinterColumn.Type.DATE,
        getDescription = "Time since the resource was made.")
@AdditionalPrinterColumn(
        name = "Reason",
        jsonPath = ".status.conditions[?(@.type=='Ready')].reason",
        priority = 1,
        getDescription = "Why the cluster is Ready or not.")
@AdditionalPrinterColumn(
        name = "Avg Lag",
        jsonPath = ".status.averageLagSeconds",
        type = AdditionalPrinterColumn.Type.NUMBER,
        priority = 1,
        getDescription = "The average replication lag of the usable replicas, in seconds.")
@AdditionalPrinterColumn(
        name = "Timeline",
        jsonPath = ".status.timeline",
        type = AdditionalPrinterColumn.Type.INTEGER,
        priority = 1,
        getDescription = "The timeline of the primary; grows with every promotion.")
@AdditionalPrinterColumn(
        name = "Revision",
        jsonPath = ".status.endpoints.revision",
        type = AdditionalPrinterColumn.Type.INTEGER,
        priority = 1,
        getDescription = "The revision of the published endpoints.")
@AdditionalPrinterColumn(
        name = "ConfigMap",
        jsonPath = ".status.endpoints.configMapName",
        priority = 1,
        getDescription = "The ConfigMap that holds the published endpoints.")
@ValidationRule(
        value =
                "size(self.metadata.name) <= 243 || (has(self.spec.endpoints) && has(self.spec.endpoints.configMapName))",
        message = "metadata.name is longer than 243 characters, so \"<name>-endpoints\" is no legal ConfigMap name;"
                + " shorten it or set spec.endpoints.configMapName")
@ValidationRule(
        value = "!has(oldSelf.status) || !has(oldSelf.status.endpoints)"
                + " || (has(self.spec.endpoints) && has(self.spec.endpoints.configMapName)"
                + " ? self.spec.endpoints.configMapName : '')"
                + " == (has(oldSelf.spec.endpoints) && has(oldSelf.spec.endpoints.configMapName)"
                + " ? oldSelf.spec.endpoints.configMapName : '')",
        fieldPath = ".spec.endpoints.configMapName",
        message = "configMapName cannot be changed once endpoints have been published, because applications read them"
                + " under the old name; make a second resource with the new name, move the applications, then delete"
                + " this one")
public class DatabaseCluster extends CustomResource<DatabaseClusterSpec, DatabaseClusterStatus> implements Namespaced {

    /** The API group of all Sluice resources. */
    public static final String GROUP = "sluice.dev";

    /** The version of this kind. */
    public static final String VERSION = "v1alpha1";

    /** The timeline, as a number, that a user accepts after restoring the database to an earlier one. */
    public static final String ACCEPT_TIMELINE_ANNOTATION = GROUP + "/accept-timeline";

    /** The ending of the ConfigMap's name when the spec gives none. */
    public static final String ENDPOINTS_SUFFIX = "-endpoints";

    private static final long serialVersionUID = 1L;

    @JsonPropertyDescription("What is watched and how.")
    @Required
    @Override
    public DatabaseClusterSpec getSpec() {
        return super.getSpec();
    }

    /** What the operator has written; null while it has written nothing, for which the API server gives a default. */
    @JsonPropertyDescription("What was observed; written by the operator.")
    @Default("{}")
    @Override
    public @Nullable DatabaseClusterStatus getStatus() {
        DatabaseClusterStatus status = super.getStatus();
        return status == null || Unwritten.is(status.observedGeneration()) ? null : status;
    }

    /** The name of the ConfigMap for the endpoints: the spec's, else the resource's with {@value #ENDPOINTS_SUFFIX}. */
    public String endpointsConfigMapName() {
        String name = getSpec().endpoints().configMapName();
        return name == null ? getMetadata().getName() + ENDPOINTS_SUFFIX : name;
    }
}
