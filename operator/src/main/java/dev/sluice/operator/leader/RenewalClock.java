package dev.sluice.operator.leader;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaderElectionRecord;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.Lock;
import java.time.Duration;

/**
 * A lock that remembers when it was written last. The elector itself notices a missed deadline only when its request to
 * the API server returns, which can be long after another replica has taken over. Thread-safe.
 */
final class RenewalClock implements Lock {

    private final Lock lock;
    private volatile long writtenAt = System.nanoTime();

    RenewalClock(Lock lock) {
        this.lock = lock;
    }

    /** How long ago a write that has succeeded was begun; the lease runs from then at the earliest. */
    Duration age() {
        return Duration.ofNanos(System.nanoTime() - writtenAt);
    }

    @Override
    public LeaderElectionRecord get(KubernetesClient client) {
        return lock.get(client);
    }

    @Override
    public void create(KubernetesClient client, LeaderElectionRecord leader) {
        long begun = System.nanoTime();
        lock.create(client, leader);
        writtenAt = begun;
    }

    @Override
    public void update(KubernetesClient client, LeaderElectionRecord leader) {
        long begun = System.nanoTime();
        lock.update(client, leader);
        writtenAt = begun;
    }

    @Override
    public String identity() {
        return lock.identity();
    }

    @Override
    public String describe() {
        return lock.describe();
    }
}
