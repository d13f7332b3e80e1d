package dev.sluice.routing.cache.it;

import dev.sluice.routing.cache.policy.CachePolicy;
import dev.sluice.routing.cache.policy.CachePolicyCodec;
import dev.sluice.routing.cache.policy.CacheRule;
import dev.sluice.routing.cache.policy.EntryLimits;
import dev.sluice.routing.cache.policy.FormerRedis;
import dev.sluice.routing.cache.policy.RedisLocation;
import dev.sluice.routing.cache.policy.WriteEffects;
import dev.sluice.testing.redis.RedisServer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Policy documents as the operator publishes them. */
final class PolicyDocuments {

    private PolicyDocuments() {}

    /** The document of a policy that has come to this Redis from others, which still count; or, without others, has come earlier. */
    static String moved(long revision, RedisServer server, RedisServer... former) {
        long since = former.length == 0 ? revision - 1 : revision;
        return CachePolicyCodec.write(policy(revision, server, rule("orders", "order:*"))
                .withMoves(
                        since,
                        Stream.of(former)
                                .map(each -> new FormerRedis(
                                        RedisLocation.standalone(each.host(), each.port()),
                                        Instant.parse("2026-11-25T10:03:00Z").plusSeconds(revision)))
                                .toList()));
    }

    static CachePolicy policy(long revision, RedisServer server, CacheRule... rules) {
        return policy(revision, server, "test/main", rules);
    }

    static CachePolicy policy(long revision, RedisServer server, String cluster, CacheRule... rules) {
        return new CachePolicy(
                "test/policy",
                "uid-1",
                revision,
                Instant.parse("2026-11-25T10:00:00Z"),
                cluster,
                RedisLocation.standalone(server.host(), server.port()),
                CachePolicy.DEFAULT_TTL_CLASSES,
                List.of(rules),
                WriteEffects.NONE_KNOWN,
                EntryLimits.DEFAULT,
                List.of());
    }

    static CacheRule rule(String name, String... keys) {
        return new CacheRule(
                name,
                new CacheRule.Match(List.of(keys), List.of(), List.of()),
                "medium",
                null,
                List.of(),
                List.of("orders"),
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                0);
    }
}
