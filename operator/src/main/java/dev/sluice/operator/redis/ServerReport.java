package dev.sluice.operator.redis;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What a server says of itself (https://redis.io/docs/latest/commands/info/).
 *
 * @param version of Redis
 * @param master whether it may be written to: replicas refuse
 * @param usedBytes memory in use
 * @param maxBytes its limit, 0 for none
 * @param evictionPolicy what it does at the limit, such as {@code allkeys-lru} or {@code noeviction}
 * @param evictedKeys keys that it has evicted since it started
 * @param databaseKeys keys of the policy's database
 */
public record ServerReport(
        String version,
        boolean master,
        long usedBytes,
        long maxBytes,
        String evictionPolicy,
        long evictedKeys,
        long databaseKeys) {

    /** Reads the answer to INFO; null when it lacks what every Redis tells, so that it is none. */
    static @Nullable ServerReport read(String info, int database) {
        Map<String, String> fields = new HashMap<>();
        info.lines()
                .filter(line -> line.indexOf(':') > 0)
                .forEach(line ->
                        fields.put(line.substring(0, line.indexOf(':')), line.substring(line.indexOf(':') + 1)));
        String version = fields.get("redis_version");
        OptionalLong used = number(fields.get("used_memory"));
        if (version == null || used.isEmpty()) {
            return null;
        }
        return new ServerReport(
                version,
                !"slave".equals(fields.get("role")),
                used.getAsLong(),
                number(fields.get("maxmemory")).orElse(0),
                fields.getOrDefault("maxmemory_policy", "noeviction"),
                number(fields.get("evicted_keys")).orElse(0),
                databaseKeys(fields.get("db" + database)));
    }

    /** Whether it makes room at the limit instead of refusing writes. */
    public boolean evicts() {
        return !"noeviction".equals(evictionPolicy);
    }

    // As in keys=12,expires=3,avg_ttl=0; a database without keys is not listed.
    private static long databaseKeys(@Nullable String keyspace) {
        if (keyspace == null || !keyspace.startsWith("keys=")) {
            return 0;
        }
        int end = keyspace.indexOf(',');
        return number(keyspace.substring("keys=".length(), end < 0 ? keyspace.length() : end))
                .orElse(0);
    }

    private static OptionalLong number(@Nullable String text) {
        if (text == null || !text.matches("[0-9]{1,18}")) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(Long.parseLong(text));
    }
}
