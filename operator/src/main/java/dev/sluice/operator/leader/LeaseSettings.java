package dev.sluice.operator.leader;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How the replicas of the operator agree on one that works. Properties {@code sluice.lease.*}. */
@ConfigMapping(prefix = "sluice.lease")
public interface LeaseSettings {

    /** The name of the Lease. */
    @WithDefault("sluice-operator")
    String name();

    /** Its namespace; that of the pod when absent. */
    Optional<String> namespace();

    /** This replica's name in the Lease; unique among the replicas. */
    @WithDefault("${HOSTNAME:sluice-operator}")
    String identity();

    /**
     * After how long without renewal another replica takes over. Renewed every sixth of it; a leader that could not renew
     * it for two thirds of it steps back.
     */
    @WithDefault("6s")
    Duration duration();
}
