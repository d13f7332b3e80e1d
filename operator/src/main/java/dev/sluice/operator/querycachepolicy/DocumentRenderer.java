package dev.sluice.operator.querycachepolicy;

import dev.sluice.api.v1alpha1.QueryCachePolicy;
import dev.sluice.api.v1alpha1.QueryCachePolicySpec;
import dev.sluice.api.v1alpha1.RedisSpec;
import dev.sluice.api.v1alpha1.RedisTls;
import dev.sluice.operator.probe.CatalogReading;
import dev.sluice.routing.cache.policy.CachePolicy;
import dev.sluice.routing.cache.policy.CacheRule;
import dev.sluice.routing.cache.policy.EntryLimits;
import dev.sluice.routing.cache.policy.RedisLocation;
import dev.sluice.routing.cache.policy.WarmQuery;
import dev.sluice.routing.cache.policy.WriteEffects;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Renders the cache policy document of a resource. Pure. */
final class DocumentRenderer {

    private DocumentRenderer() {}

    /**
     * The document, with a revision and a time that the publisher replaces.
     *
     * @param catalog what the database's catalog says of writes
     * @param written the document that was published before for the same database, whose part from the catalog stays
     *     while that is not read; null when there is none, or somebody has edited it
     * @throws IllegalArgumentException if the spec asks for what no document may hold; the message says what
     */
    static CachePolicy render(QueryCachePolicy policy, CatalogReading catalog, @Nullable CachePolicy written) {
        QueryCachePolicySpec spec = policy.getSpec();
        String cluster = policy.getMetadata().getNamespace() + "/" + spec.databaseCluster();
        return new CachePolicy(
                PolicyReader.id(policy).toString(),
                policy.getMetadata().getUid(),
                1,
                Instant.EPOCH,
                cluster,
                location(spec.redis()),
                spec.allTtlClasses(),
                spec.rules().stream().map(DocumentRenderer::rule).toList(),
                writes(spec, catalog, written != null && written.cluster().equals(cluster) ? written.writes() : null),
                new EntryLimits(spec.limits().maxBytes(), spec.limits().compressFrom()),
                spec.warming().stream()
                        .map(statement -> new WarmQuery(
                                statement.name(),
                                statement.sql(),
                                statement.parameters(),
                                statement.rule(),
                                statement.every()))
                        .toList());
    }

    private static WriteEffects writes(
            QueryCachePolicySpec spec, CatalogReading catalog, @Nullable WriteEffects before) {
        var unknown = WriteEffects.Unknown.valueOf(spec.writes().unknown().name());
        if (!(catalog instanceof CatalogReading.Read read)) {
            boolean stays = before != null && before.catalogKnown() && ((CatalogReading.Unread) catalog).mayPass();
            return before == null
                    ? new WriteEffects(unknown, false, Map.of(), Set.of(), Set.of(), Set.of())
                    : new WriteEffects(
                            unknown,
                            stays,
                            before.touches(),
                            before.rowSecurity(),
                            before.harmlessFunctions(),
                            before.writingFunctions());
        }
        Map<String, List<String>> touches = new TreeMap<>(read.touches());
        if (unknown == WriteEffects.Unknown.EVERYTHING) {
            // Nothing can be added to everything.
            read.unknowable().forEach(table -> touches.put(table, List.of(WriteEffects.ANYTHING)));
        }
        return new WriteEffects(
                unknown, true, touches, read.rowSecurity(), read.harmlessFunctions(), read.writingFunctions());
    }

    static RedisLocation location(RedisSpec redis) {
        return new RedisLocation(
                RedisLocation.Mode.valueOf(redis.mode().name()),
                redis.nodes().stream()
                        .map(node -> new RedisLocation.Node(node.host(), node.port()))
                        .toList(),
                redis.masterName(),
                redis.database(),
                redis.tls().mode() == RedisTls.Mode.VERIFY_FULL,
                redis.keyPrefix());
    }

    private static CacheRule rule(dev.sluice.api.v1alpha1.CacheRule rule) {
        return new CacheRule(
                rule.name(),
                new CacheRule.Match(
                        rule.match().keys(),
                        rule.match().fingerprints(),
                        rule.match().tables()),
                rule.effectiveTtlClass(),
                rule.ttl(),
                rule.models(),
                rule.tags(),
                orZero(rule.staleWhileRevalidate()),
                orZero(rule.staleIfError()),
                orZero(rule.negativeTtl()),
                rule.jitterPercent());
    }

    private static Duration orZero(@Nullable Duration duration) {
        return duration == null ? Duration.ZERO : duration;
    }
}
