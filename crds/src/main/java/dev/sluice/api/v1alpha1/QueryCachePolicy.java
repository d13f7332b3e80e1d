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
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;
import org.jspecify.annotations.Nullable;

/** What of a database's results is cached in a Redis that already exists, published to the applications that cache. */
@JsonClassDescription(
        "What of a database's results is cached, and how. Sluice publishes it in a ConfigMap that routing-lib follows,"
                + " reads from Redis how well the cache does, and invalidates on order.")
@Group(DatabaseCluster.GROUP)
@Version(DatabaseCluster.VERSION)
@Plural("querycachepolicies")
@ShortNames("qcp")
@Categories("sluice")
@AdditionalPrinterColumn(
        name = "Hit Rate",
        jsonPath = ".status.hitRate",
        getDescription = "Reads of the last ten minutes that the cache answered.")
@AdditionalPrinterColumn(
        name = "Keys",
        jsonPath = ".status.keysText",
        getDescription = "Entries of this policy; with ~ where a sample was counted.")
@AdditionalPrinterColumn(
        name = "Memory",
        jsonPath = ".status.memory",
        getDescription = "Memory that Redis uses, of its limit.")
@AdditionalPrinterColumn(
        name = "Ready",
        jsonPath = ".status.conditions[?(@.type=='Ready')].status",
        getDescription = "Whether the policy is published and Redis can be used.")
@AdditionalPrinterColumn(
        name = "Age",
        jsonPath = ".metadata.creationTimestamp",
        type = AdditionalPrinterColumn.Type.DATE,
        getDescription = "Time since the resource was made.")
@AdditionalPrinterColumn(
        name = "Reason",
        jsonPath = ".status.conditions[?(@.type=='Ready')].reason",
        priority = 1,
        getDescription = "Why the policy is Ready or not.")
@AdditionalPrinterColumn(
        name = "Hits",
        jsonPath = ".status.hits",
        type = AdditionalPrinterColumn.Type.INTEGER,
        priority = 1,
        getDescription = "Reads that the cache answered since its statistics began.")
@AdditionalPrinterColumn(
        name = "Misses",
        jsonPath = ".status.misses",
        type = AdditionalPrinterColumn.Type.INTEGER,
        priority = 1,
        getDescription = "Reads that it did not.")
@AdditionalPrinterColumn(
        name = "Revision",
        jsonPath = ".status.publication.revision",
        type = AdditionalPrinterColumn.Type.INTEGER,
        priority = 1,
        getDescription = "The revision of the published policy.")
@AdditionalPrinterColumn(
        name = "ConfigMap",
        jsonPath = ".status.publication.configMapName",
        priority = 1,
        getDescription = "The ConfigMap that holds the published policy.")
@ValidationRule(
        value = "size(self.metadata.name) <= 240",
        message = "metadata.name is longer than 240 characters, so \"<name>-cache-policy\" is no legal ConfigMap name;"
                + " shorten it")
public class QueryCachePolicy extends CustomResource<QueryCachePolicySpec, QueryCachePolicyStatus>
        implements Namespaced {

    /** The ending of the ConfigMap's name. */
    public static final String CONFIG_MAP_SUFFIX = "-cache-policy";

    private static final long serialVersionUID = 1L;

    @JsonPropertyDescription("What is cached and how.")
    @Required
    @Override
    public QueryCachePolicySpec getSpec() {
        return super.getSpec();
    }

    /** What the operator has written; null while it has written nothing, for which the API server gives a default. */
    @JsonPropertyDescription("What was observed; written by the operator.")
    @Default("{}")
    @Override
    public @Nullable QueryCachePolicyStatus getStatus() {
        QueryCachePolicyStatus status = super.getStatus();
        return status == null || Unwritten.is(status.observedGeneration()) ? null : status;
    }

    /** The name of the ConfigMap that the policy is published in. */
    public String configMapName() {
        return getMetadata().getName() + CONFIG_MAP_SUFFIX;
    }
}
