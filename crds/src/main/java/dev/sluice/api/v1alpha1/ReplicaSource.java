package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Replicas that are pods: each endpoint of a Service in the resource's namespace is a member.
 *
 * @param service the Service; null only in a stored object that does not fit this version
 * @param portName null where the Service has one port
 * @param weight of each of them, as in {@link Member}
 * @param maxLag their own limit instead of the cluster's, null for the cluster's
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "self.service.matches('" + Names.LABEL + "')",
        fieldPath = ".service",
        message = "service must be the name of a Service of this namespace alone: lower-case letters, digits and '-',"
                + " without namespace, domain and port")
@ValidationRule(
        value = "!has(self.portName) || self.portName.matches('" + Names.LABEL + "')",
        fieldPath = ".portName",
        message = "portName must be the name of a port of the Service: lower-case letters, digits and '-'; the number"
                + " follows from it")
@ValidationRule(
        value = "!has(self.maxLag) || self.maxLag.matches('" + DurationText.PATTERN + "')",
        fieldPath = ".maxLag",
        message = "maxLag of replicasFrom must be " + DurationText.FORM_IN_WORDS)
@ValidationRule(
        value = "!has(self.maxLag) || !self.maxLag.matches('" + DurationText.PATTERN + "')"
                + " || duration(self.maxLag) <= duration('1h')",
        fieldPath = ".maxLag",
        message = "maxLag of replicasFrom must not be over 1h")
public record ReplicaSource(
        @JsonPropertyDescription("The name of a Service in this namespace. Each of its endpoints is a member, named"
                + " after its pod. The primary may be among them: it counts once.")
        @Required
        @Size(min = 1, max = 63)
        String service,

        @JsonPropertyDescription(
                "The name of the Service's port, where it has several. Without any port 5432 is taken.")
        @Size(min = 1, max = 63)
        @Nullable
        String portName,

        @JsonPropertyDescription("The share of the reads of each of these members, as in replicas.")
        @Default("" + Member.DEFAULT_WEIGHT)
        @Min(0)
        @Max(1000)
        Integer weight,

        @JsonPropertyDescription("Their own lag limit instead of spec.lag.maxTime, such as 30s.")
        @DurationField
        @Nullable
        Duration maxLag) {

    public ReplicaSource {
        weight = weight == null ? Member.DEFAULT_WEIGHT : weight;
    }

    /** The endpoints of a Service, with defaults for the rest. */
    public static ReplicaSource of(String service) {
        return new ReplicaSource(service, null, Member.DEFAULT_WEIGHT, null);
    }
}
