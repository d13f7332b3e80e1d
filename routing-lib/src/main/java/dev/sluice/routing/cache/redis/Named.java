package dev.sluice.routing.cache.redis;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Whom a Sentinel names as the master.
 *
 * @param host as it was named: an address, or a name where Sentinels announce names
 * @param port where it listens
 * @param epoch of the Sentinel's configuration: a failover that most Sentinels have agreed to makes a higher one; -1 where it is
 *     not told
 * @param since for so long at least it has been the master in that configuration
 */
record Named(String host, int port, long epoch, Duration since) {

    // A name may have digits alone between its dots, but no TLD has.
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|.*:.*");

    /**
     * Those of the newest configuration, as Sentinels settle it among themselves: one that is cut off with a former master cannot
     * make a higher epoch.
     */
    static List<Named> newest(Collection<Named> all) {
        long highest = all.stream().mapToLong(Named::epoch).max().orElse(-1);
        return all.stream().filter(named -> named.epoch == highest).toList();
    }

    /** Whether it is the same master in the same configuration. */
    boolean isSame(Named other) {
        return host.equals(other.host) && port == other.port && epoch == other.epoch;
    }

    /** Whether a connection to whom was named leads to this address; no name is looked up. */
    boolean isAt(InetSocketAddress address) {
        if (port != address.getPort()) {
            return false;
        }
        if (host.equalsIgnoreCase(address.getHostString())) {
            return true;
        }
        try {
            return ADDRESS.matcher(host).matches()
                    && InetAddress.getByName(host).equals(address.getAddress());
        } catch (UnknownHostException e) {
            // It only looks like an address, so it has been looked up as a name.
            return false;
        }
    }
}
