package dev.sluice.routing.cache.redis;

import dev.sluice.routing.cache.policy.RedisLocation;
import dev.sluice.routing.cache.store.BoundedName;
import dev.sluice.routing.cache.store.Dependencies;
import dev.sluice.routing.cache.store.Lookup;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The names of a policy's keys. What stands in the first braces decides on the slot in Redis Cluster, so all keys of one
 * policy are in one slot and one script may use them.
 */
final class KeyNames {

    private static final int KEPT = 1024;

    private final String prefix;
    private final String statistics;
    private final Map<Dependencies, byte[][]> versions = new ConcurrentHashMap<>();

    /** @param policy {@code namespace/name} */
    KeyNames(String keyPrefix, String policy) {
        prefix = keyPrefix + ":{" + policy + "}:";
        statistics = RedisLocation.statisticsPrefix(keyPrefix) + "{" + policy + "}";
    }

    String entry(String key) {
        return prefix + "e:" + BoundedName.of(key);
    }

    String lease(String key) {
        return prefix + "l:" + BoundedName.of(key);
    }

    String version(String dependency) {
        return prefix + "v:" + BoundedName.of(dependency);
    }

    /** The names of the versions, as they are sent; those of the dependencies that were asked for last are kept. */
    byte[][] versions(Dependencies dependencies) {
        byte[][] kept = versions.get(dependencies);
        if (kept == null) {
            kept = dependencies.names().stream()
                    .map(name -> version(name).getBytes(StandardCharsets.UTF_8))
                    .toArray(byte[][]::new);
            if (versions.size() >= KEPT) {
                versions.clear();
            }
            versions.put(dependencies, kept);
        }
        return kept;
    }

    String turn(String name) {
        return prefix + "w:" + BoundedName.of(name);
    }

    String statistics() {
        return statistics;
    }

    /** What the names of all entries begin with. */
    String entries() {
        return prefix + "e:";
    }

    /** Entry, lease, versions, as the scripts expect them. */
    String[] of(Lookup lookup) {
        Dependencies dependencies = lookup.dependencies();
        String[] names = new String[dependencies.names().size() + 2];
        names[0] = entry(lookup.key());
        names[1] = lease(lookup.key());
        for (int i = 2; i < names.length; i++) {
            names[i] = version(dependencies.names().get(i - 2));
        }
        return names;
    }
}
