package dev.sluice.routing.source;

import dev.sluice.routing.document.Followed;
import dev.sluice.routing.document.FollowedFile;
import dev.sluice.routing.topology.Topology;
import dev.sluice.routing.topology.TopologyCodec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;

/** The endpoint document in a mounted file, followed as {@link FollowedFile} says. */
public final class FileTopologySource implements TopologySource {

    /** How the document is read. */
    static final FollowedFile.Kind<Topology> KIND = new FollowedFile.Kind<>(
            "endpoint document",
            TopologyCodec.DATA_KEY,
            TopologyCodec::read,
            topology -> topology.cluster() + ", primary "
                    + (topology.primary() == null ? "none" : topology.primary().name()) + ", "
                    + topology.replicas().size() + " replicas");

    private final FollowedFile<Topology> file;

    private FileTopologySource(FollowedFile<Topology> file) {
        this.file = file;
    }

    /**
     * Reads the document and goes on polling.
     *
     * @param path the file, or the folder with {@code endpoints.json}
     * @param patience how long to wait for the first document; zero for not at all
     * @throws TopologyUnavailableException if there is no readable document by then
     */
    public static FileTopologySource open(Path path, Duration patience, ScheduledExecutorService scheduler) {
        FollowedFile<Topology> file = FollowedFile.follow(path, KIND, scheduler);
        if (!file.awaitFirst(patience)) {
            file.close();
            throw new TopologyUnavailableException("No endpoint document in " + file.file() + " after "
                    + patience.toMillis() + " ms: " + file.fault()
                    + ". Mount the ConfigMap <cluster>-endpoints there, and check that its DatabaseCluster is Ready.");
        }
        return new FileTopologySource(file);
    }

    @Override
    public Topology current() {
        return arrived(file);
    }

    /** The newest document, of which the first has been waited for. */
    static Topology arrived(Followed<Topology> document) {
        Topology topology = document.current();
        if (topology == null) {
            throw new IllegalStateException("the first document has not arrived");
        }
        return topology;
    }

    @Override
    public Subscription subscribe(Consumer<Topology> listener) {
        return file.subscribe(listener)::run;
    }

    @Override
    public String fault() {
        return file.fault();
    }

    @Override
    public void close() {
        file.close();
    }
}
