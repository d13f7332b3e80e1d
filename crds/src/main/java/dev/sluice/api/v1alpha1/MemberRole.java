package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a member was observed to be, whatever the spec lists it as. */
public enum MemberRole {
    @JsonProperty("Primary")
    PRIMARY,
    @JsonProperty("Replica")
    REPLICA,
    @JsonProperty("Unknown")
    UNKNOWN
}
