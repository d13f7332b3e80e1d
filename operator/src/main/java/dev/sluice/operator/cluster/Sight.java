package dev.sluice.operator.cluster;

import dev.sluice.operator.probe.Observation;
import dev.sluice.routing.health.Reason;
import java.util.Collection;
import java.util.Set;

/** What the prober sees of a cluster's servers in one round. */
public enum Sight {
    /** One or more members let it in and answered. */
    SEES,
    /** Servers speak to it, but none lets it in: a wrong password, a database that is missing, servers that start up. */
    REFUSED,
    /** Nothing is heard of any server: most likely the prober itself is cut off. */
    CUT_OFF;

    private static final Set<Reason> SERVERS_WORD = Set.of(
            Reason.AuthenticationFailed,
            Reason.AccessDenied,
            Reason.DatabaseMissing,
            Reason.TooManyConnections,
            Reason.NotAccepting,
            Reason.TlsNotOffered,
            Reason.CertificateRejected,
            Reason.QueryFailed);

    /** Whether no member answered, so that nothing new is known of any. */
    public boolean isBlind() {
        return this != SEES;
    }

    static Sight of(Collection<Observation> round) {
        if (round.stream().anyMatch(Observation.Answered.class::isInstance)) {
            return SEES;
        }
        boolean heard = round.stream()
                .anyMatch(o -> o instanceof Observation.Failed failed
                        && SERVERS_WORD.contains(failed.failure().reason()));
        return heard ? REFUSED : CUT_OFF;
    }
}
