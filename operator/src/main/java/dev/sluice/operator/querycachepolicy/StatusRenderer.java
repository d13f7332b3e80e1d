package dev.sluice.operator.querycachepolicy;

import dev.sluice.api.v1alpha1.CacheInvalidation;
import dev.sluice.api.v1alpha1.InvalidationStatus;
import dev.sluice.api.v1alpha1.PublicationStatus;
import dev.sluice.api.v1alpha1.QueryCachePolicyStatus;
import dev.sluice.api.v1alpha1.WarmingStatus;
import dev.sluice.operator.caching.CacheState;
import dev.sluice.operator.caching.MemoryVerdict;
import dev.sluice.operator.caching.Statistics;
import dev.sluice.operator.redis.KeyCount;
import dev.sluice.operator.redis.Reading;
import dev.sluice.operator.redis.ServerReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Renders the status of a policy. Pure. */
final class StatusRenderer {

    private static final long KIB = 1024;

    private StatusRenderer() {}

    static QueryCachePolicyStatus render(Outlook outlook, @Nullable QueryCachePolicyStatus before, Instant now) {
        CacheState cache = outlook.cache();
        Reading.Answered answer = cache.answer();
        QueryCachePolicyStatus old = before == null ? QueryCachePolicyStatus.empty() : before;
        // Until this operator has had an answer, what the one before has read is the best that is known.
        boolean known = answer != null;
        Statistics statistics = cache.statistics();
        KeyCount keys = answer == null ? null : answer.keys();
        ServerReport report = answer == null ? null : answer.report();
        List<WarmingStatus> warming = warming(outlook, old);
        long generation = generation(cache, old);
        return new QueryCachePolicyStatus(
                generation,
                PolicyConditions.of(outlook, generation, old.conditions(), now),
                known ? (statistics == null ? null : (Long) statistics.hits()) : old.hits(),
                known ? (statistics == null ? null : (Long) statistics.misses()) : old.misses(),
                hitRate(cache),
                known ? (keys == null ? null : (Long) keys.keys()) : old.keys(),
                known ? (keys == null ? null : (keys.exact() ? "" : "~") + keys.keys()) : old.keysText(),
                known ? (report == null ? null : memory(report, cache)) : old.memory(),
                known ? (report == null ? null : (Long) report.usedBytes()) : old.memoryBytes(),
                answer == null ? old.observedAt() : answer.at(),
                warmed(warming),
                warming,
                invalidations(outlook, old),
                publication(outlook, old));
    }

    // Whoever waits for an edited resource must not take what was found by the spec before for an answer.
    private static long generation(CacheState cache, QueryCachePolicyStatus old) {
        Long answered = old.observedGeneration();
        return cache.isJudged() || answered == null ? cache.plan().generation() : answered;
    }

    private static String hitRate(CacheState cache) {
        Double percent = PolicyFindings.hitPercent(cache);
        return percent == null ? "unknown" : String.format(Locale.ROOT, "%.1f%%", percent);
    }

    private static String memory(ServerReport report, CacheState cache) {
        long limit = MemoryVerdict.limit(report, cache.plan().goals());
        return limit == 0 ? bytes(report.usedBytes()) : bytes(report.usedBytes()) + "/" + bytes(limit);
    }

    /** As Kubernetes writes quantities, with at most four digits. */
    static String bytes(long count) {
        String[] units = {"", "Ki", "Mi", "Gi", "Ti"};
        double value = count;
        int unit = 0;
        while (value >= KIB && unit + 1 < units.length) {
            value /= KIB;
            unit++;
        }
        boolean whole = value == Math.rint(value) || value >= 100;
        return String.format(Locale.ROOT, whole ? "%.0f%s" : "%.1f%s", value, units[unit]);
    }

    private static @Nullable String warmed(List<WarmingStatus> warming) {
        long loaded = warming.stream().filter(each -> each.loadedAt() != null).count();
        return warming.isEmpty() ? null : loaded + "/" + warming.size();
    }

    private static List<WarmingStatus> warming(Outlook outlook, QueryCachePolicyStatus old) {
        Statistics statistics = outlook.cache().statistics();
        return outlook.spec().warming().stream()
                .map(statement -> new WarmingStatus(
                        statement.name(),
                        statistics == null
                                ? known(old, statement.name())
                                : statistics.warmed().get(statement.name())))
                .toList();
    }

    private static @Nullable Instant known(QueryCachePolicyStatus old, String statement) {
        return old.warming().stream()
                .filter(each -> statement.equals(each.name()))
                .findFirst()
                .map(WarmingStatus::loadedAt)
                .orElse(null);
    }

    // Those that the spec still has are kept before all others: forgotten, they would be carried out again.
    private static List<InvalidationStatus> invalidations(Outlook outlook, QueryCachePolicyStatus old) {
        Set<String> ordered = outlook.spec().invalidations().stream()
                .map(CacheInvalidation::id)
                .collect(Collectors.toSet());
        List<InvalidationStatus> all = new ArrayList<>(old.invalidations());
        outlook.cache().done().stream()
                .filter(done -> !old.hasDone(done.id()))
                .forEach(done -> all.add(
                        new InvalidationStatus(done.id(), done.at(), done.missed(), content(outlook, done.id()))));
        for (int i = 0; i < all.size() && all.size() > QueryCachePolicyStatus.MAX_INVALIDATIONS; ) {
            if (ordered.contains(all.get(i).id())) {
                i++;
            } else {
                all.remove(i);
            }
        }
        return all;
    }

    private static @Nullable String content(Outlook outlook, String order) {
        return outlook.spec().invalidations().stream()
                .filter(each -> order.equals(each.id()))
                .findFirst()
                .map(CacheInvalidation::fingerprint)
                .orElse(null);
    }

    private static @Nullable PublicationStatus publication(Outlook outlook, QueryCachePolicyStatus old) {
        if (outlook.publication() instanceof Publication.Done done) {
            return new PublicationStatus(
                    done.configMap(), done.revision(), done.at(), outlook.spec().redis(), done.former());
        }
        // The revision must outlive a ConfigMap that is deleted, or the next document would be refused as an old one.
        return old.publication();
    }
}
