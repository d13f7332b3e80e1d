package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was published last.
 *
 * @param publishedAt when routing last changed, which says nothing about how fresh the observation is
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EndpointsStatus(
        @JsonPropertyDescription("The ConfigMap that holds the endpoints.") @Size(max = 253) @Nullable
        String configMapName,

        @JsonPropertyDescription("Grows by one with every change of the endpoints.") @Min(0) @Nullable
        Long revision,

        @JsonPropertyDescription("When the endpoints last changed.") @Nullable
        Instant publishedAt) {}
