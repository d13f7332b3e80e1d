package dev.sluice.routing.topology;

import dev.sluice.routing.document.Labelled;

/** What the operator holds of an endpoint. */
public enum EndpointState implements Labelled {
    /** Answers, in its role, within the lag limits. */
    HEALTHY("Healthy"),
    /** Answers, but is further behind than allowed, or its lag is not known. */
    LAGGING("Lagging"),
    /** Has failed as often as the failure threshold says. */
    UNREACHABLE("Unreachable"),
    /** Is not what its place in the cluster asks for: a second primary, or a copy of another database. */
    WRONG_ROLE("WrongRole"),
    /** Could serve reads, but is taken out of rotation by the specification. */
    DRAINING("Draining"),
    /** Not yet observed. */
    UNKNOWN("Unknown");

    private final String label;

    EndpointState(String label) {
        this.label = label;
    }

    /** Whether reads may go to an endpoint of this state. */
    public boolean readable() {
        return this == HEALTHY;
    }

    @Override
    public String label() {
        return label;
    }
}
