package dev.sluice.routing.rotation;

import dev.sluice.routing.balance.Balancer;
import dev.sluice.routing.balance.Candidate;
import dev.sluice.routing.topology.Endpoint;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The table that the next endpoint is taken from. Reading it is one volatile read and the balancer's step; changes are
 * rare, made one at a time, and told to observers in order. A change that leaves the readers and their weights as they
 * are leaves the balancer where it is in its sequence.
 */
public final class RouteTable {

    private final Balancer.Policy policy;
    private final List<Observer> observers = new CopyOnWriteArrayList<>();
    private volatile Snapshot snapshot;

    /** Is told each change. */
    @FunctionalInterface
    public interface Observer {

        /** The rotation has changed; must not block and must not change the table. */
        void changed(Rotation before, Rotation now);
    }

    private record Snapshot(long version, Rotation rotation, List<Endpoint> readers, Balancer balancer) {}

    /** A table that begins with this rotation. */
    public RouteTable(Rotation rotation, Balancer.Policy policy) {
        this.policy = policy;
        this.snapshot = snapshot(rotation, null);
    }

    /** Adds an observer, for changes from now on. */
    public void observe(Observer observer) {
        observers.add(observer);
    }

    /** The rotation as of now. */
    public Rotation rotation() {
        return snapshot.rotation();
    }

    /** Grows with each change. */
    public long version() {
        return snapshot.version();
    }

    /** The replica for the next read; null when none is usable. */
    public @Nullable Endpoint nextReader() {
        Snapshot now = snapshot;
        int index = now.balancer().next(RouteTable::any);
        return index == Balancer.NONE ? null : now.readers().get(index);
    }

    /** The replica for a read that has been tried at these addresses already; null when no other is usable. */
    public @Nullable Endpoint nextReader(Set<String> tried) {
        if (tried.isEmpty()) {
            return nextReader();
        }
        Snapshot now = snapshot;
        int index =
                now.balancer().next(i -> !tried.contains(now.readers().get(i).address()));
        return index == Balancer.NONE ? null : now.readers().get(index);
    }

    /** How many replicas are usable beside these. */
    public int readersBeside(Set<String> tried) {
        return (int) snapshot.readers().stream()
                .filter(e -> !tried.contains(e.address()))
                .count();
    }

    /** Whether a replica is usable. */
    public boolean hasReader() {
        return !snapshot.readers().isEmpty();
    }

    /** Whether reads go to this endpoint now. */
    public boolean isReader(Endpoint endpoint) {
        return snapshot.readers().stream().anyMatch(e -> e.address().equals(endpoint.address()));
    }

    /** Where writes go now. */
    public Optional<Endpoint> writer() {
        return snapshot.rotation().writable();
    }

    /** Whether writes go to this endpoint now. */
    public boolean isWriter(Endpoint endpoint) {
        return writer().filter(e -> e.address().equals(endpoint.address())).isPresent();
    }

    /** Changes the rotation. */
    public synchronized void update(UnaryOperator<Rotation> change) {
        Snapshot before = snapshot;
        Rotation now = change.apply(before.rotation());
        if (now != before.rotation()) {
            snapshot = snapshot(now, before);
            observers.forEach(observer -> observer.changed(before.rotation(), now));
        }
    }

    private static boolean any(int index) {
        return true;
    }

    private Snapshot snapshot(Rotation rotation, @Nullable Snapshot before) {
        List<Endpoint> readers = rotation.readers();
        if (before != null && candidates(readers).equals(candidates(before.readers()))) {
            return new Snapshot(before.version() + 1, rotation, readers, before.balancer());
        }
        return new Snapshot(
                before == null ? 0 : before.version() + 1, rotation, readers, policy.over(candidates(readers)));
    }

    private static List<Candidate> candidates(List<Endpoint> readers) {
        // Readers of weight 0 are among themselves, and then share the reads evenly.
        return readers.stream()
                .map(e -> new Candidate(e.address(), Math.max(1, e.weight())))
                .toList();
    }
}
