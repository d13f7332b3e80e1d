package dev.sluice.operator.redis;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a cache is.
 *
 * @param mode how the servers belong together
 * @param servers the server; or the Sentinels; or some servers of the Redis Cluster; at least one
 * @param masterName what Sentinel calls the master, null in other modes
 * @param database its number
 */
public record RedisTarget(
        Mode mode, List<Server> servers, @Nullable String masterName, int database) {

    public RedisTarget {
        servers = List.copyOf(servers);
    }

    /** How servers of Redis belong together. */
    public enum Mode {
        /** One server. */
        STANDALONE,
        /** A master that Sentinels know. */
        SENTINEL,
        /** Redis Cluster. */
        CLUSTER
    }

    /**
     * A server.
     *
     * @param host its name or address
     * @param port its port
     */
    public record Server(String host, int port) {

        /** The address as it stands in a URI. */
        @Override
        public String toString() {
            return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
        }
    }
}
