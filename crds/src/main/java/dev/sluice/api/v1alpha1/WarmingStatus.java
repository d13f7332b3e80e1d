package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A statement that applications have loaded before somebody asked. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WarmingStatus(
        @JsonPropertyDescription("The name of the statement.") @Required @Size(min = 1, max = 63)
        String name,

        @JsonPropertyDescription("When it was loaded last; absent while it never was.") @Nullable
        Instant loadedAt) {}
