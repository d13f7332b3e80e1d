package dev.sluice.routing.source;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;

/** Opens a {@link TopologySource}; whoever opens it closes it. */
@FunctionalInterface
public interface TopologyOrigin {

    /**
     * Opens the source; its first document is there when this returns.
     *
     * @param scheduler for what has to be looked at again and again
     * @throws TopologyUnavailableException if there is no document
     */
    TopologySource open(ScheduledExecutorService scheduler);

    /**
     * A mounted document.
     *
     * @param path the file, or the folder with {@code endpoints.json}
     * @param patience how long to wait for the first document; zero for not at all
     */
    static TopologyOrigin file(Path path, Duration patience) {
        return scheduler -> FileTopologySource.open(path, patience, scheduler);
    }
}
