package dev.sluice.operator.leader;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfig;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElector;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.Lock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** One attempt to win the lease and keep it; ends when the lease is lost. Thread-safe. */
final class Candidacy {

    private final LeaseSettings settings;
    private final RenewalClock lock;
    private @Nullable CompletableFuture<?> election;
    private volatile boolean overdue;

    Candidacy(LeaseSettings settings, Lock lock) {
        this.settings = settings;
        this.lock = new RenewalClock(lock);
    }

    /**
     * Begins.
     *
     * @param told of what becomes of it
     * @param over called once when it has ended
     */
    synchronized void begin(KubernetesClient client, Executor executor, LeaderCallbacks told, Runnable over) {
        var config = new LeaderElectionConfig(
                lock, settings.duration(), settings.renewDeadline(), settings.retryPeriod(), told, false, "sluice");
        CompletableFuture<?> begun = new LeaderElector(client, config, executor).start();
        election = begun;
        var unused = begun.whenComplete((end, error) -> over.run());
    }

    /**
     * Whether the lease was not renewed for so long that another replica may soon have taken over. Once that is so it stays
     * so: what has not been done meanwhile is made up for by another election.
     */
    boolean isOverdue() {
        if (!overdue) {
            overdue = lock.age().compareTo(settings.renewDeadline()) > 0;
        }
        return overdue;
    }

    /** Ends it; the lease is not given back. */
    synchronized void withdraw() {
        if (election != null) {
            election.cancel(true);
        }
    }
}
