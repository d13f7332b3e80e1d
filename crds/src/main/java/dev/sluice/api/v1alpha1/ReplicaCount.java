package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** How many replicas there are and how many of them serve reads. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ReplicaCount(
        @JsonPropertyDescription("All replicas.") @Required @Min(0)
        Integer total,

        @JsonPropertyDescription("The replicas that serve reads.") @Required @Min(0)
        Integer usable,

        @JsonPropertyDescription("Both for people, such as 2/3.") @Required @Size(max = 32)
        String summary) {

    public ReplicaCount {
        total = total == null ? 0 : total;
        usable = usable == null ? 0 : usable;
        summary = summary == null ? usable + "/" + total : summary;
    }

    /** {@code usable} of {@code total}, with the summary that goes with it. */
    public static ReplicaCount of(int usable, int total) {
        return new ReplicaCount(total, usable, usable + "/" + total);
    }
}
