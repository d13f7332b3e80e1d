package dev.sluice.routing.cache.policy;

import static java.util.Objects.requireNonNull;

import dev.sluice.routing.document.Labelled;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where Redis is. Never a password: user and password come from a Secret that whoever connects has mounted.
 *
 * @param mode how its servers belong together
 * @param nodes the one server; or Sentinels; or some nodes of a Redis Cluster, at least one
 * @param masterName what Sentinel calls the master; null in the other modes
 * @param database its number, 0 in a Redis Cluster
 * @param tls whether connections are encrypted, with the server's certificate checked
 * @param keyPrefix what keys begin with, {@value #DEFAULT_KEY_PREFIX} unless Redis is shared with others who use it
 */
public record RedisLocation(
        Mode mode, List<Node> nodes, @Nullable String masterName, int database, boolean tls, String keyPrefix) {

    /** What keys begin with. */
    public static final String DEFAULT_KEY_PREFIX = "qcache";

    private static final int MOST_DATABASES = 1 << 14;

    public RedisLocation {
        requireNonNull(mode, "mode is null");
        nodes = List.copyOf(nodes);
        Check.that(!nodes.isEmpty(), "redis.nodes", nodes, "at least one");
        Check.that(
                mode == Mode.SENTINEL ? masterName != null && !masterName.isBlank() : masterName == null,
                "redis.masterName",
                String.valueOf(masterName),
                mode == Mode.SENTINEL ? "the name that Sentinel knows" : "none in mode " + mode.label());
        Check.that(mode != Mode.STANDALONE || nodes.size() == 1, "redis.nodes", nodes, "one in mode Standalone");
        Check.that(
                database >= 0 && database < MOST_DATABASES && (mode != Mode.CLUSTER || database == 0),
                "redis.database",
                database,
                mode == Mode.CLUSTER ? "0 in mode Cluster" : "from 0 to " + (MOST_DATABASES - 1));
        Check.that(
                keyPrefix.matches("[A-Za-z0-9_.:-]{1,64}"), "redis.keyPrefix", keyPrefix, "up to 64 of A-Za-z0-9_.:-");
    }

    /** One server without TLS, database 0, keys as by default. */
    public static RedisLocation standalone(String host, int port) {
        return new RedisLocation(Mode.STANDALONE, List.of(new Node(host, port)), null, 0, false, DEFAULT_KEY_PREFIX);
    }

    /** Whether both are the same keys, however they are reached: the locations differ in TLS at most. */
    public boolean hasSameKeys(RedisLocation other) {
        return equals(
                new RedisLocation(other.mode, other.nodes, other.masterName, other.database, tls, other.keyPrefix));
    }

    /**
     * What the key of the statistics begins with: {@code qstats:} with the default prefix, so that a user can be allowed
     * to read them and no entries; with another one, that one and {@code :stats:}.
     */
    public static String statisticsPrefix(String keyPrefix) {
        return keyPrefix.equals(DEFAULT_KEY_PREFIX) ? "qstats:" : keyPrefix + ":stats:";
    }

    /** How servers of Redis belong together. */
    public enum Mode implements Labelled {
        /** One server, or one address behind which a service keeps one. */
        STANDALONE("Standalone"),
        /** A master and its replicas, watched by Sentinel. */
        SENTINEL("Sentinel"),
        /** Redis Cluster. */
        CLUSTER("Cluster");

        private final String label;

        Mode(String label) {
            this.label = label;
        }

        @Override
        public String label() {
            return label;
        }
    }

    /**
     * A server.
     *
     * @param host name or address
     * @param port from 1 to 65535
     */
    public record Node(String host, int port) {

        public Node {
            Check.that(!host.isBlank(), "redis.nodes.host", host, "a name or address");
            Check.that(port >= 1 && port <= 65535, "redis.nodes.port", port, "from 1 to 65535");
        }
    }
}
