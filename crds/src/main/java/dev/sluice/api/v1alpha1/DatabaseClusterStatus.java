package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sluice.api.condition.Condition;
import dev.sluice.api.condition.ConditionType;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the operator observed.
 *
 * @param maxLag the longest lag of a replica as a person reads it: {@code 0s}, {@code 1.2s}, {@code unknown}
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DatabaseClusterStatus(
        @JsonPropertyDescription("The metadata.generation that this status was computed from; 0 before the operator has"
                + " written one, so that what waits for the resource does not take it for done.")
        @Default(Unwritten.GENERATION)
        @Min(0)
        @Nullable
        Long observedGeneration,

        @JsonPropertyDescription("The state of the cluster in the standard form.") @Size(max = 32)
        List<Condition> conditions,

        @JsonPropertyDescription("The name of the member that is the primary; absent while there is none.")
        @Size(max = 63)
        @Nullable
        String primary,

        @JsonPropertyDescription("The timeline of the primary; grows with every promotion.") @Min(0) @Nullable
        Integer timeline,

        @JsonPropertyDescription("The system identifier that all members share.") @Size(max = 32) @Nullable
        String systemIdentifier,

        @JsonPropertyDescription(
                "The timeline that the annotation sluice.dev/accept-timeline has made the primary's. It"
                        + " is not accepted again until the annotation has been removed.")
        @Min(0)
        @Nullable
        Integer acceptedTimeline,

        @JsonPropertyDescription("How many replicas there are and how many serve reads.") @Nullable
        ReplicaCount replicas,

        @JsonPropertyDescription("The longest lag of a replica, for people: 0s, 1.2s or unknown.")
        @Size(max = 32)
        @Nullable
        String maxLag,

        @JsonPropertyDescription("The longest lag of a replica in seconds; absent while none is known.") @Nullable
        Double maxLagSeconds,

        @JsonPropertyDescription("The average lag of the usable replicas in seconds; absent while none is known.")
        @Nullable
        Double averageLagSeconds,

        @JsonPropertyDescription("What was observed of each member.") @Size(max = 128)
        List<MemberStatus> members,

        @JsonPropertyDescription("What was published last.") @Nullable
        EndpointsStatus endpoints) {

    public DatabaseClusterStatus {
        conditions = readable(conditions);
        members = readable(members);
    }

    /** Without the elements that could not be read from an object of another version; the next status replaces them. */
    private static <T> List<T> readable(@Nullable List<T> elements) {
        return elements == null
                ? List.of()
                : elements.stream().filter(Objects::nonNull).toList();
    }

    /** Nothing observed yet. */
    public static DatabaseClusterStatus empty() {
        return new DatabaseClusterStatus(
                null, List.of(), null, null, null, null, null, null, null, null, List.of(), null);
    }

    /** The same observations under another generation of the spec and with other conditions. */
    public DatabaseClusterStatus with(long generation, List<Condition> changed) {
        return new DatabaseClusterStatus(
                generation,
                changed,
                primary,
                timeline,
                systemIdentifier,
                acceptedTimeline,
                replicas,
                maxLag,
                maxLagSeconds,
                averageLagSeconds,
                members,
                endpoints);
    }

    /** The condition of that type, if the status has it. */
    public Optional<Condition> condition(ConditionType type) {
        return conditions.stream().filter(c -> c.has(type)).findFirst();
    }

    /** The member of that name, if the status has it. */
    public Optional<MemberStatus> member(String name) {
        return members.stream().filter(m -> name.equals(m.name())).findFirst();
    }
}
