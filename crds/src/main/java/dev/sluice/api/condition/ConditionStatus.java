package dev.sluice.api.condition;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether a condition holds. {@link #UNKNOWN} means that the operator could not find out. */
public enum ConditionStatus {
    @JsonProperty("True")
    TRUE,
    @JsonProperty("False")
    FALSE,
    @JsonProperty("Unknown")
    UNKNOWN;

    /** {@link #TRUE} or {@link #FALSE}. */
    public static ConditionStatus of(boolean holds) {
        return holds ? TRUE : FALSE;
    }
}
