package dev.sluice.operator.leader;

import dev.sluice.operator.fleet.Fleet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The lease for which the replicas of the operator compete. The one that holds it probes and publishes. One that cannot
 * renew it in time stops its probes at once, before another can take over, and competes again: an API server that is
 * away for a minute costs no restart. The operator SDK's own election ends the process instead, and a process that
 * cannot reach the API server is started ever more rarely. Thread-safe.
 */
@Singleton
public class Leadership {

    private static final Logger LOG = Logger.getLogger(Leadership.class);

    private final Fleet fleet;
    private final LeaseSettings settings;
    private final KubernetesClient client;
    private final Vertx vertx;
    private final List<Runnable> preparations = new CopyOnWriteArrayList<>();
    private final List<Runnable> winners = new CopyOnWriteArrayList<>();
    private final List<Runnable> losers = new CopyOnWriteArrayList<>();
    private final AtomicInteger candidacies = new AtomicInteger();
    private final ExecutorService electors = Executors.newCachedThreadPool(Leadership::daemon);

    private volatile boolean leading;
    private boolean stopped;
    private volatile @Nullable Candidacy candidacy;

    Leadership(Fleet fleet, LeaseSettings settings, KubernetesClient client, Vertx vertx) {
        this.fleet = fleet;
        this.settings = settings;
        this.client = client;
        this.vertx = vertx;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "leader-election");
        thread.setDaemon(true);
        return thread;
    }

    /** The name of the lease. */
    public String lease() {
        return settings.name();
    }

    /** The namespace of the lease. */
    public String namespace() {
        return settings.namespace().orElseGet(client::getNamespace);
    }

    /** Whether this replica holds the lease. */
    public boolean leads() {
        Candidacy mine = candidacy;
        return leading && mine != null && !mine.isOverdue();
    }

    /**
     * Adds what is called each time that this replica has won the lease. Where it leads already, as when the lease is won
     * before a controller is ready, both are called at once.
     *
     * @param prepare before it leads
     * @param begun once it leads
     */
    public void onWon(Runnable prepare, Runnable begun) {
        synchronized (this) {
            preparations.add(prepare);
            winners.add(begun);
            if (!leading) {
                return;
            }
            prepare.run();
        }
        begun.run();
    }

    /** Adds what is called when this replica leads no longer, also when it stops. Called again, it must have no effect. */
    public void onLost(Runnable ended) {
        losers.add(ended);
    }

    /** Competes for the lease from now on. */
    void compete() {
        vertx.setPeriodic(settings.retryPeriod().toMillis(), id -> stepBackWhenOverdue());
        stand();
    }

    /** Whether it has stepped back for good. */
    synchronized boolean isStopped() {
        return stopped;
    }

    /** Steps back for good. The lease stays as it is. */
    synchronized void stop() {
        stopped = true;
        if (candidacy != null) {
            withdraw(candidacy);
        }
        stepBack();
        electors.shutdown();
    }

    /** Once stopped: waits until no elector has a request under way that writes the lease; whether none has in time. */
    boolean isAtRest(Duration patience) throws InterruptedException {
        return electors.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    private synchronized void stand() {
        if (stopped) {
            return;
        }
        // Each candidacy has a name of its own: a lease that is held by the one before is not taken for won.
        String identity = settings.holder() + "_" + candidacies.incrementAndGet();
        var mine = new Candidacy(settings, new LeaseLock(namespace(), settings.name(), identity));
        candidacy = mine;
        var told = new LeaderCallbacks(() -> won(mine), () -> lost(mine), Leadership::changed);
        mine.begin(client, electors, told, () -> lost(mine));
    }

    private void won(Candidacy winner) {
        synchronized (this) {
            if (stopped || !winner.equals(candidacy)) {
                return;
            }
            if (winner.isOverdue()) {
                // The request that won it took so long that the lease is about to run out.
                lost(winner);
                return;
            }
            preparations.forEach(Runnable::run);
            fleet.open();
            leading = true;
            LOG.infof("%s leads: it probes and publishes", settings.holder());
        }
        winners.forEach(Runnable::run);
    }

    private synchronized void lost(Candidacy loser) {
        if (stopped || !loser.equals(candidacy)) {
            return;
        }
        candidacy = null;
        stepBack();
        withdraw(loser);
        vertx.setTimer(settings.retryPeriod().toMillis(), id -> stand());
    }

    private synchronized void stepBackWhenOverdue() {
        Candidacy mine = candidacy;
        if (leading && mine != null && mine.isOverdue()) {
            lost(mine);
        }
    }

    // The elector is locked while its request to the API server lasts, so nobody here waits for it.
    private void withdraw(Candidacy loser) {
        electors.execute(loser::withdraw);
    }

    private void stepBack() {
        boolean led = leading;
        leading = false;
        fleet.close();
        losers.forEach(Runnable::run);
        if (led && !stopped) {
            LOG.warnf(
                    "%s could not renew the lease and leads no longer: its probes have stopped, and it competes again",
                    settings.holder());
        }
    }

    private static void changed(String leader) {
        LOG.infof("The leader is %s", leader == null || leader.isEmpty() ? "nobody" : leader);
    }
}
