package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An order that has been carried out. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record InvalidationStatus(
        @JsonPropertyDescription("The id that the spec gave it; none with this id is carried out again.")
        @Required
        @Size(min = 1, max = 63)
        String id,

        @JsonPropertyDescription("When Redis had taken all of it.") @Nullable
        Instant at,

        @JsonPropertyDescription(
                "Former Redis that had not taken it when they counted no more: applications that had"
                        + " not followed the change of spec.redis may have served old results until their TTL and stale windows ended.")
        @Size(max = 1024)
        @Nullable
        String missed,

        @JsonPropertyDescription("Fingerprint of what the order named: one that names something else under this id is"
                + " not carried out, which an event says.")
        @Size(max = 64)
        @Nullable
        String content) {}
