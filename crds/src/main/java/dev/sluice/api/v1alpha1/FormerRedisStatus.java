package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import java.time.Instant;

/** A Redis that was published before. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FormerRedisStatus(
        @JsonPropertyDescription("Where it is, and how the operator signs in to it.") @Required
        RedisSpec redis,

        @JsonPropertyDescription("Until when applications may use it that have not followed the change.") @Required
        Instant until) {}
