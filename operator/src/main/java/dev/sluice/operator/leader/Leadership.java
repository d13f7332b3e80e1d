package dev.sluice.operator.leader;

import dev.sluice.operator.fleet.Fleet;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import io.quarkus.runtime.Quarkus;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * The lease for which the replicas of the operator compete. A replica that loses it stops its probes at once and ends
 * its process, since the operator SDK would go on to reconcile; Kubernetes starts it anew, as a standby.
 */
@Singleton
public class Leadership {

    private static final Logger LOG = Logger.getLogger(Leadership.class);
    private static final int LOST = 1;

    private final Fleet fleet;
    private final LeaseSettings settings;
    private final AtomicBoolean leading = new AtomicBoolean();
    private final AtomicBoolean stopping = new AtomicBoolean();

    Leadership(Fleet fleet, LeaseSettings settings) {
        this.fleet = fleet;
        this.settings = settings;
    }

    /** Whether this replica holds the lease, or there is no election. */
    public boolean leads() {
        return leading.get();
    }

    @Produces
    @Singleton
    LeaderElectionConfiguration configuration() {
        Duration lease = settings.duration();
        var builder = LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration(settings.name())
                .withIdentity(settings.identity())
                .withLeaseDuration(lease)
                .withRenewDeadline(lease.multipliedBy(2).dividedBy(3))
                .withRetryPeriod(lease.dividedBy(6))
                .withLeaderCallbacks(new LeaderCallbacks(this::won, this::lost, this::changed));
        settings.namespace().ifPresent(builder::withLeaseNamespace);
        return builder.build();
    }

    /** From now on the loss of the lease is wanted. */
    void stopping() {
        stopping.set(true);
    }

    private void won() {
        leading.set(true);
        LOG.infof("%s leads: it probes and publishes", settings.identity());
    }

    private void lost() {
        leading.set(false);
        fleet.close();
        if (!stopping.get()) {
            LOG.errorf("%s no longer leads: it ends, and starts anew as a standby", settings.identity());
            Quarkus.asyncExit(LOST);
        }
    }

    private void changed(String leader) {
        LOG.infof("The leader is %s", leader.isEmpty() ? "nobody" : leader);
    }
}
