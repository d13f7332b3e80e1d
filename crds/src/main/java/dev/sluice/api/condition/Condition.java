package dev.sluice.api.condition;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One condition of a resource, in the standard form. Type and reason are text, not enums: an older reader has to keep
 * what a newer operator wrote.
 *
 * @param message what a person should know and do; cut to {@value #MAX_MESSAGE} characters
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Condition(
        @JsonPropertyDescription("What the condition is about, for example Ready or PrimaryReachable.")
        @Required
        @Size(min = 1, max = 316)
        String type,

        @JsonPropertyDescription("Whether the condition holds; Unknown when the operator could not find out.") @Required
        ConditionStatus status,

        @JsonPropertyDescription("One word in camel case that says why; meant for programs.")
        @Required
        @Size(min = 1, max = 256)
        @Pattern("^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$")
        String reason,

        @JsonPropertyDescription("What happened and what to do about it; meant for people.")
        @Required
        @Size(max = MAX_MESSAGE)
        String message,

        @JsonPropertyDescription("The metadata.generation that this condition was computed from.") @Min(0) @Nullable
        Long observedGeneration,

        @JsonPropertyDescription("When status last changed; a new reason or message alone doesn't move it.") @Required
        Instant lastTransitionTime) {

    /** The longest message that the schema takes. */
    public static final int MAX_MESSAGE = 4096;

    public Condition {
        // An object that was stored under another schema may lack it.
        message = message == null ? "" : StatusText.limit(message, MAX_MESSAGE);
    }

    /** A condition of a type that this version knows. */
    public static Condition of(
            ConditionType type,
            ConditionStatus status,
            String reason,
            String message,
            @Nullable Long observedGeneration,
            Instant lastTransitionTime) {
        return new Condition(type.text(), status, reason, message, observedGeneration, lastTransitionTime);
    }

    /** Whether this is the condition of that type. */
    public boolean has(ConditionType wanted) {
        return wanted.text().equals(type);
    }

    /** Whether the condition holds; false when it is unknown. */
    public boolean holds() {
        return status == ConditionStatus.TRUE;
    }
}
