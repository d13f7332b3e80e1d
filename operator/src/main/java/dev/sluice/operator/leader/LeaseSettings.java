package dev.sluice.operator.leader;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** How the replicas of the operator agree on one that works. Properties {@code sluice.lease.*}. */
@ConfigMapping(prefix = "sluice.lease")
public interface LeaseSettings {

    /** What no other process is called. */
    String PROCESS = UUID.randomUUID().toString();

    /** The name of the Lease. */
    @WithDefault("sluice-operator")
    String name();

    /** Its namespace; that of the pod when absent. */
    Optional<String> namespace();

    /** What this replica's name in the Lease begins with; that of the host when absent. */
    @WithDefault("${HOSTNAME:sluice-operator}")
    String identity();

    /**
     * This replica's name in the Lease, which gets a number for each time that it competes. Two processes of the same name would
     * both lead, so it has a random part, whatever is set.
     */
    default String holder() {
        return identity() + "_" + PROCESS;
    }

    /** After how long without renewal another replica takes over: from 2 s to 10 min, in whole seconds. */
    @WithConverter(LeaseDuration.class)
    @WithDefault("6s")
    Duration duration();

    /** After how long without renewal a leader steps back: two thirds of {@link #duration()}. */
    default Duration renewDeadline() {
        return duration().multipliedBy(2).dividedBy(3);
    }

    /** How often the lease is renewed, and looked at by those who wait for it: a sixth of {@link #duration()}. */
    default Duration retryPeriod() {
        return duration().dividedBy(6);
    }
}
