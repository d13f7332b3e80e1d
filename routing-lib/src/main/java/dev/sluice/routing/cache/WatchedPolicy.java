package dev.sluice.routing.cache;

import dev.sluice.routing.watch.WatchedDocument;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The policy in a ConfigMap that is watched at the API server, as {@link WatchedDocument} says.
 *
 * <p>Needs {@code io.fabric8:kubernetes-client} in the application, and for the pod's service account the verbs
 * {@code list} and {@code watch} on that one ConfigMap.
 */
public final class WatchedPolicy {

    private WatchedPolicy() {}

    /**
     * An origin for {@link QueryCache#follow(PolicyOrigin, dev.sluice.routing.cache.redis.RedisSettings, CacheSettings)}.
     *
     * @param client stays the application's: it closes it after the cache
     * @param namespace the application's own namespace
     * @param configMap usually {@code <policy>-cache-policy}
     * @param mount where the same ConfigMap is mounted, the folder or the file; null for nowhere
     */
    public static PolicyOrigin origin(
            KubernetesClient client, String namespace, String configMap, @Nullable Path mount) {
        return scheduler -> WatchedDocument.follow(client, namespace, configMap, mount, QueryCache.KIND, scheduler);
    }
}
