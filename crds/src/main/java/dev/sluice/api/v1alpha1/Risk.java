package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How risky something is: a finding by its severity, migrations by their worst finding. */
public enum Risk {
    /** There is no finding. */
    @JsonProperty("None")
    NONE,
    /** Worth knowing: a short lock, or advice. */
    @JsonProperty("Low")
    LOW,
    /** Hurts under load or needs a coordinated deployment. */
    @JsonProperty("Medium")
    MEDIUM,
    /** Blocks, rewrites, fails or loses data on a table in use. */
    @JsonProperty("High")
    HIGH
}
