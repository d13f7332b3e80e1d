package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sluice.api.condition.Condition;
import dev.sluice.api.condition.ConditionType;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the operator observed.
 *
 * @param hitRate for a person: {@code 87.5%}, or {@code unknown}
 * @param keysText for a person: {@code 1234}, or {@code ~120000} where a sample was counted
 * @param memory for a person: {@code 512Mi/1Gi}
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record QueryCachePolicyStatus(
        @JsonPropertyDescription("The metadata.generation that this status was computed from; 0 before the operator has"
                + " written one, so that what waits for the resource does not take it for done.")
        @Default(Unwritten.GENERATION)
        @Min(0)
        @Nullable
        Long observedGeneration,

        @JsonPropertyDescription("The state of the policy in the standard form.") @Size(max = 32)
        List<Condition> conditions,

        @JsonPropertyDescription("Reads that the cache answered since its statistics began.") @Min(0) @Nullable
        Long hits,

        @JsonPropertyDescription("Reads that it did not answer.") @Min(0) @Nullable
        Long misses,

        @JsonPropertyDescription(
                "Reads of the last ten minutes that the cache answered, for people: 87.5%, or unknown.")
        @Size(max = 16)
        @Nullable
        String hitRate,

        @JsonPropertyDescription("Entries of this policy in Redis; see keysText for whether they were all counted.")
        @Min(0)
        @Nullable
        Long keys,

        @JsonPropertyDescription("The same for people; with ~ in front where a sample was counted.")
        @Size(max = 32)
        @Nullable
        String keysText,

        @JsonPropertyDescription("Memory that Redis uses, of its limit, for people: 512Mi/1Gi.")
        @Size(max = 64)
        @Nullable
        String memory,

        @JsonPropertyDescription("Memory that Redis uses, in bytes, with whatever else is in it.") @Min(0) @Nullable
        Long memoryBytes,

        @JsonPropertyDescription("When these figures were read from Redis.") @Nullable
        Instant observedAt,

        @JsonPropertyDescription("How many of the statements to be warmed have been loaded, for people: 3/4.")
        @Size(max = 16)
        @Nullable
        String warmed,

        @JsonPropertyDescription("When each statement was loaded last.") @Size(max = 64)
        List<WarmingStatus> warming,

        @JsonPropertyDescription("The orders carried out last, the latest one last.") @Size(max = MAX_INVALIDATIONS)
        List<InvalidationStatus> invalidations,

        @JsonPropertyDescription("What was published last.") @Nullable
        PublicationStatus publication) {

    /** So many orders are remembered; a spec holds half as many. */
    public static final int MAX_INVALIDATIONS = 64;

    public QueryCachePolicyStatus {
        conditions = StoredLists.readable(conditions);
        warming = StoredLists.readable(warming);
        invalidations = StoredLists.readable(invalidations);
    }

    /** Nothing observed yet. */
    public static QueryCachePolicyStatus empty() {
        return new QueryCachePolicyStatus(
                null, List.of(), null, null, null, null, null, null, null, null, null, List.of(), List.of(), null);
    }

    /** The same observations under another generation of the spec and with other conditions. */
    public QueryCachePolicyStatus with(long generation, List<Condition> changed) {
        return new QueryCachePolicyStatus(
                generation,
                changed,
                hits,
                misses,
                hitRate,
                keys,
                keysText,
                memory,
                memoryBytes,
                observedAt,
                warmed,
                warming,
                invalidations,
                publication);
    }

    /** The condition of that type, if the status has it. */
    public Optional<Condition> condition(ConditionType type) {
        return conditions.stream().filter(c -> c.has(type)).findFirst();
    }

    /** Whether the order of that id has been carried out. */
    public boolean hasDone(String id) {
        return invalidations.stream().anyMatch(done -> id.equals(done.id()));
    }
}
