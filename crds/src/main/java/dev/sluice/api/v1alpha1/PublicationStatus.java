package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was published last. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PublicationStatus(
        @JsonPropertyDescription("The ConfigMap that holds the policy.") @Size(max = 253) @Nullable
        String configMapName,

        @JsonPropertyDescription("Grows by one with every change of what is published.") @Min(0) @Nullable
        Long revision,

        @JsonPropertyDescription("When what is published last changed.") @Nullable
        Instant publishedAt,

        @JsonPropertyDescription("The Redis that is published, and how the operator signs in to it.") @Nullable
        RedisSpec redis,

        @JsonPropertyDescription("Those that were published before and that applications may still use, the latest"
                + " one first. Invalidations go to them too.")
        @Size(max = MAX_FORMER)
        List<FormerRedisStatus> formerRedis) {

    /** So many count at most. */
    public static final int MAX_FORMER = 4;

    public PublicationStatus {
        formerRedis = StoredLists.readable(formerRedis);
    }
}
