package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sluice.api.condition.StatusText;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was observed of one member.
 *
 * @param message what a person should know and do; cut to {@value #MAX_MESSAGE} characters
 * @param lagSeconds an upper bound of how old the data is, null when unknown and on the primary
 * @param lagBytes the sum of transport and replay lag, null when unknown and on the primary
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MemberStatus(
        @JsonPropertyDescription("The name that the spec gives it.") @Required @Size(min = 1, max = 63)
        String name,

        @JsonPropertyDescription("Its host, as probed.") @Size(max = 253) @Nullable
        String host,

        @JsonPropertyDescription("Its port, as probed.") @Min(1) @Nullable
        Integer port,

        @JsonPropertyDescription("What it was observed to be; never taken from the spec.") @Required
        MemberRole role,

        @JsonPropertyDescription("Whether it can be used, and if not, why.") @Required
        MemberState state,

        @JsonPropertyDescription("One word in camel case that says why it is in this state.") @Size(max = 256) @Nullable
        String reason,

        @JsonPropertyDescription("What happened and what to do about it.") @Size(max = MAX_MESSAGE) @Nullable
        String message,

        @JsonPropertyDescription("An upper bound of its replication lag in seconds; absent when unknown.") @Nullable
        Double lagSeconds,

        @JsonPropertyDescription("Bytes of write-ahead log that it has not replayed; absent when unknown.") @Nullable
        Long lagBytes,

        @JsonPropertyDescription("The part of lagBytes that it has not received.") @Nullable
        Long transportLagBytes,

        @JsonPropertyDescription("The part of lagBytes that it has received but not replayed.") @Nullable
        Long replayLagBytes,

        @JsonPropertyDescription("How long its last answer took, in milliseconds.") @Min(0) @Nullable
        Long latencyMillis,

        @JsonPropertyDescription("Probes that failed since the last success.") @Min(0) @Nullable
        Integer consecutiveFailures,

        @JsonPropertyDescription("When state last changed.") @Nullable
        Instant lastTransitionTime) {

    /** The longest message that the schema takes. */
    public static final int MAX_MESSAGE = 1024;

    public MemberStatus {
        role = role == null ? MemberRole.UNKNOWN : role;
        state = state == null ? MemberState.UNKNOWN : state;
        message = message == null ? null : StatusText.limit(message, MAX_MESSAGE);
    }
}
