package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The least severity of a finding with which a check does not pass. */
public enum FailOn {
    /** Any finding. */
    @JsonProperty("Low")
    LOW,
    /** A finding of medium or high severity. */
    @JsonProperty("Medium")
    MEDIUM,
    /** A finding of high severity. */
    @JsonProperty(FailOn.DEFAULT)
    HIGH,
    /** No finding: the report is for people to read. */
    @JsonProperty("Never")
    NEVER;

    static final String DEFAULT = "High";
}
