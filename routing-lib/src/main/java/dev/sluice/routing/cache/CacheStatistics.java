package dev.sluice.routing.cache;

import dev.sluice.routing.cache.statement.NotCached;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a cache has done since it was opened.
 *
 * @param rules by rule
 * @param inUse whether Redis is asked; false while it is not connected, does not answer or does not permit what is needed, as
 *     long as there is no policy, and after the end
 * @param policyFault what is wrong with the policy document that was read last, empty when nothing is
 * @param undelivered names and keys of invalidations that wait to be delivered
 * @param deliveryFailures how often an invalidation could not be delivered
 * @param notCached how often queries that were to be cached by themselves were not, by the reason
 * @param madeAllOld how often a write of this process has made everything in the cache old, since what it touches could
 *     not be known; the cause is in the log, once a minute at most
 */
public record CacheStatistics(
        List<RuleStatistics> rules,
        boolean inUse,
        String policyFault,
        int undelivered,
        long deliveryFailures,
        Map<NotCached, Long> notCached,
        long madeAllOld) {

    public CacheStatistics {
        rules = List.copyOf(rules);
        notCached = Map.copyOf(notCached);
    }

    /** The counts of one rule; empty for reads under no rule. */
    public Optional<RuleStatistics> rule(String name) {
        return rules.stream().filter(rule -> rule.rule().equals(name)).findFirst();
    }
}
