package dev.sluice.routing.monitor;

import dev.sluice.routing.topology.Endpoint;

/** What the monitor has to know of the reads that it watches over. Thread-safe; must not block. */
public interface ReadsUnderWay {

    /** Whether any read waits for its answer. */
    boolean any();

    /** Whether a read waits for the answer of this endpoint. */
    boolean at(Endpoint endpoint);

    /** Breaks the reads that wait for this endpoint: it has been silent twice, so they may wait for ever. */
    void abortAt(Endpoint endpoint);
}
