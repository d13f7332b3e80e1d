package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether a member can be used, and if not, why. */
public enum MemberState {
    /** It serves what its role serves. */
    @JsonProperty("Healthy")
    HEALTHY,
    /** It is further behind than its limit, or its lag is unknown. */
    @JsonProperty("Lagging")
    LAGGING,
    /** It failed as often in a row as the failure threshold says. */
    @JsonProperty("Unreachable")
    UNREACHABLE,
    /** It is out of recovery without being the primary, or belongs to another cluster. */
    @JsonProperty("WrongRole")
    WRONG_ROLE,
    /** The spec took it out of the rotation. */
    @JsonProperty("Draining")
    DRAINING,
    /** Not observed yet. */
    @JsonProperty("Unknown")
    UNKNOWN
}
