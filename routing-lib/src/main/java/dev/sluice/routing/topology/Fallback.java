package dev.sluice.routing.topology;

import dev.sluice.routing.document.Labelled;

/** What reads do when no replica is usable. */
public enum Fallback implements Labelled {
    /** They go to the primary. */
    PRIMARY("Primary"),
    /** They fail, so that the primary is not flooded. */
    FAIL("Fail");

    private final String label;

    Fallback(String label) {
        this.label = label;
    }

    @Override
    public String label() {
        return label;
    }
}
