package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the cache is and how to sign in to it.
 *
 * @param credentials null for a server that wants no password
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "self.mode != 'Standalone' || size(self.nodes) == 1",
        fieldPath = ".nodes",
        message = "nodes must be one server with mode Standalone; list one, or choose mode Sentinel or Cluster")
@ValidationRule(
        value = "has(self.masterName) == (self.mode == 'Sentinel')",
        fieldPath = ".masterName",
        message =
                "masterName is what Sentinel calls the master: required with mode Sentinel, and of no use with another"
                        + " one")
@ValidationRule(
        value = "self.mode != 'Cluster' || self.database == 0",
        fieldPath = ".database",
        message = "database must be 0 with mode Cluster, because Redis Cluster has no other one")
@ValidationRule(
        value = "self.keyPrefix.matches('^[A-Za-z0-9_.:-]+$')",
        fieldPath = ".keyPrefix",
        message = "keyPrefix must be letters, digits, '_', '.', ':' and '-'; qcache is the default")
@ValidationRule(
        value = "!has(self.masterName) || self.masterName.matches('^[A-Za-z0-9_.-]+$')",
        fieldPath = ".masterName",
        message = "masterName must be letters, digits, '_', '.' and '-', as Sentinel itself wants it")
public record RedisSpec(
        @JsonPropertyDescription("How the servers belong together: Standalone for one server, or one address behind"
                + " which a service keeps one; Sentinel; or Cluster for Redis Cluster.")
        @Default(DEFAULT_MODE)
        Mode mode,

        @JsonPropertyDescription("The server; or the Sentinels; or some servers of the Redis Cluster.")
        @Required
        @Size(min = 1, max = 16)
        List<RedisNode> nodes,

        @JsonPropertyDescription("What Sentinel calls the master; only with mode Sentinel.")
        @Size(min = 1, max = 128)
        @Nullable
        String masterName,

        @JsonPropertyDescription("The number of the database.") @Default("0") @Min(0) @Max(16383)
        Integer database,

        @JsonPropertyDescription("What all keys begin with; where several Kubernetes clusters share a Redis, each needs"
                + " its own. Only the key of the statistics begins with qstats while this is qcache.")
        @Default(DEFAULT_KEY_PREFIX)
        @Size(min = 1, max = 64)
        String keyPrefix,

        @JsonPropertyDescription("Where the operator's user name and password are; without it no password is sent. A"
                + " Secret without the key of the user name means Redis' default user. Applications have a Secret of"
                + " their own.")
        @Nullable
        Credentials credentials,

        @JsonPropertyDescription("How connections are encrypted and the server is authenticated.") @Default("{}")
        RedisTls tls) {

    static final String DEFAULT_MODE = "Standalone";

    public static final String DEFAULT_KEY_PREFIX = "qcache";

    public RedisSpec {
        mode = mode == null ? Mode.STANDALONE : mode;
        // Not List.copyOf: an element that could not be read is null, and collectUnreadable has to be able to name it.
        nodes = nodes == null ? List.of() : Collections.unmodifiableList(new ArrayList<>(nodes));
        database = database == null ? 0 : database;
        keyPrefix = keyPrefix == null ? DEFAULT_KEY_PREFIX : keyPrefix;
        tls = tls == null ? RedisTls.defaults() : tls;
    }

    /** How servers of Redis belong together. */
    public enum Mode {
        /** One server, or one address behind which a service keeps one. */
        @JsonProperty(DEFAULT_MODE)
        STANDALONE,
        /** A master and its replicas, watched by Sentinel. */
        @JsonProperty("Sentinel")
        SENTINEL,
        /** Redis Cluster. */
        @JsonProperty("Cluster")
        CLUSTER
    }

    static void collectUnreadable(@Nullable RedisSpec redis, List<String> paths) {
        if (redis == null) {
            paths.add("spec.redis");
            return;
        }
        if (redis.nodes.isEmpty()) {
            paths.add("spec.redis.nodes");
        }
        for (int i = 0; i < redis.nodes.size(); i++) {
            RedisNode node = redis.nodes.get(i);
            if (node == null || node.host() == null) {
                paths.add("spec.redis.nodes[" + i + "]" + (node == null ? "" : ".host"));
            }
        }
        if (redis.credentials != null && redis.credentials.secretName() == null) {
            paths.add("spec.redis.credentials.secretName");
        }
    }
}
