package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;

/** What applications do with the endpoints. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Routing(
        @JsonPropertyDescription("What reads do while no replica is usable: go to the Primary, or Fail.")
        @Default(Routing.DEFAULT_WHEN_NO_REPLICA)
        WhenNoReplica whenNoReplica) {

    static final String DEFAULT_WHEN_NO_REPLICA = "Primary";

    public Routing {
        whenNoReplica = whenNoReplica == null ? WhenNoReplica.PRIMARY : whenNoReplica;
    }

    /** What a resource without {@code spec.routing} gets. */
    public static Routing defaults() {
        return new Routing(WhenNoReplica.PRIMARY);
    }

    /** What reads do while no replica is usable. */
    public enum WhenNoReplica {
        /** They go to the primary, which has to carry them. */
        @JsonProperty(DEFAULT_WHEN_NO_REPLICA)
        PRIMARY,
        /** They fail at once, which protects the primary. */
        @JsonProperty("Fail")
        FAIL
    }
}
