package dev.sluice.routing.topology;

import dev.sluice.routing.document.Labelled;

/** What a server is, by its own word. */
public enum Role implements Labelled {
    /** Accepts writes. */
    PRIMARY("Primary"),
    /** Replays what the primary writes; answers reads. */
    REPLICA("Replica"),
    /** Has never answered. */
    UNKNOWN("Unknown");

    private final String label;

    Role(String label) {
        this.label = label;
    }

    @Override
    public String label() {
        return label;
    }
}
