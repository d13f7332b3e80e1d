package dev.sluice.routing.cache.sentinel;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
public record Named(String host, int port, long epoch, Duration since) {

    // A name may have digits alone between its dots, but no TLD has.
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|.*:.*");

    /**
     * What one Sentinel says.
     *
     * @param host the first part of what it answers to {@code SENTINEL GET-MASTER-ADDR-BY-NAME}
     * @param port the second one
     * @param about what it has answered to {@code SENTINEL MASTER} before: names, each with its value behind it; empty where it may not be
     *     asked
     */
    public static Named of(String host, int port, List<String> about) {
        Map<String, String> told = new HashMap<>();
        for (int i = 0; i + 1 < about.size(); i += 2) {
            told.put(about.get(i), about.get(i + 1));
        }
        // While a failover is under way, its successor is named in the configuration of the master before.
        boolean same = host.equals(told.get("ip")) && String.valueOf(port).equals(told.get("port"));
        return new Named(
                host,
                port,
                Long.parseLong(told.getOrDefault("config-epoch", "-1")),
                Duration.ofMillis(same ? Long.parseLong(told.getOrDefault("role-reported-time", "0")) : 0));
    }

    /**
     * Those of the newest configuration, as Sentinels settle it among themselves: one that is cut off with a former master cannot
     * make a higher epoch.
     */
    public static List<Named> newest(Collection<Named> all) {
        long highest = all.stream().mapToLong(Named::epoch).max().orElse(-1);
        return all.stream().filter(named -> named.epoch == highest).toList();
    }

    /** Whether a connection to whom was named leads to this address; no name is looked up. */
    public boolean isAt(InetSocketAddress address) {
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
