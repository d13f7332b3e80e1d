package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One run of the analysis. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunStatus(
        @JsonPropertyDescription("How many runs there have been.") @Required @Min(0)
        Long number,

        @JsonPropertyDescription("The Job, which is there until its time to live has passed.") @Required @Size(max = 63)
        String jobName,

        @JsonPropertyDescription("A checksum of what the run was made of: the spec, the content of the ConfigMap, the"
                + " annotation sluice.dev/run. Another one makes another run.")
        @Required
        @Size(max = 64)
        String inputs,

        @JsonPropertyDescription("When the Job was made.") @Nullable
        Instant startedAt,

        @JsonPropertyDescription("When its result was known; absent while it runs.") @Nullable
        Instant endedAt) {

    public RunStatus {
        number = number == null ? 0L : number;
        jobName = jobName == null ? "" : jobName;
        inputs = inputs == null ? "" : inputs;
    }
}
