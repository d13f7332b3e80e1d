package dev.sluice.routing.cache.policy;

import static java.util.Objects.requireNonNull;

import dev.sluice.routing.document.Published;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The cache policy document.
 *
 * @param policy namespace and name of the resource, {@code namespace/name}; keys in Redis begin with it
 * @param uid of the resource that the document was made for; a resource made anew under the same name has another one
 * @param revision grows with each change within one {@code uid}, at least 1; read up to 2^53
 * @param publishedAt when the policy last changed
 * @param cluster namespace and name of the DatabaseCluster whose results are cached
 * @param redis where the cache is
 * @param redisSince the revision with which this Redis was named, 0 when there has been no other one: what is in it from
 *     before is not to be given out, since nobody has invalidated there meanwhile
 * @param formerRedis those that were named before and still count, the latest one first
 * @param ttlClasses how long the results of a class are fresh, by the name of the class
 * @param rules what is cached and how; of those that match, the first one counts
 * @param writes what a write makes old
 * @param limits of one entry
 * @param warming statements whose results are loaded before somebody asks for them
 */
public record CachePolicy(
        String policy,
        String uid,
        long revision,
        Instant publishedAt,
        String cluster,
        RedisLocation redis,
        long redisSince,
        List<FormerRedis> formerRedis,
        Map<String, Duration> ttlClasses,
        List<CacheRule> rules,
        WriteEffects writes,
        EntryLimits limits,
        List<WarmQuery> warming)
        implements Published {

    /** The classes that a policy has unless it says otherwise. */
    public static final Map<String, Duration> DEFAULT_TTL_CLASSES = Map.of(
            "short", Duration.ofMinutes(1),
            "medium", Duration.ofMinutes(5),
            "long", Duration.ofMinutes(30),
            "veryLong", Duration.ofHours(1));

    public CachePolicy {
        requireNonNull(publishedAt, "publishedAt is null");
        requireNonNull(redis, "redis is null");
        requireNonNull(writes, "writes is null");
        requireNonNull(limits, "limits is null");
        checkName(policy);
        Check.that(!uid.isBlank(), "uid", uid, "a text");
        Check.that(!cluster.isBlank(), "cluster", cluster, "namespace/name");
        Check.that(revision >= 1, "revision", revision, "1 or more");
        Check.that(redisSince >= 0, "redisSince", redisSince, "0 or more");
        formerRedis = List.copyOf(formerRedis);
        ttlClasses = Map.copyOf(new LinkedHashMap<>(ttlClasses));
        rules = List.copyOf(rules);
        warming = List.copyOf(warming);
        ttlClasses.forEach((name, ttl) -> Check.positive("ttlClasses." + name, ttl));
        Set<String> names = new HashSet<>();
        for (CacheRule rule : rules) {
            Check.that(names.add(rule.name()), "rules", rule.name(), "each name once");
            String known = rule.ttlClass();
            Check.that(
                    known == null || ttlClasses.containsKey(known),
                    "ttlClass of rule " + rule.name(),
                    String.valueOf(known),
                    "one of " + ttlClasses.keySet().stream().sorted().toList());
        }
        Set<String> warm = new HashSet<>();
        for (WarmQuery query : warming) {
            Check.that(warm.add(query.name()), "warming", query.name(), "each name once");
            String rule = query.rule();
            Check.that(
                    rule == null || names.contains(rule),
                    "rule of warming " + query.name(),
                    String.valueOf(rule),
                    "the name of a rule");
        }
    }

    /** A policy that has never named another Redis. */
    public CachePolicy(
            String policy,
            String uid,
            long revision,
            Instant publishedAt,
            String cluster,
            RedisLocation redis,
            Map<String, Duration> ttlClasses,
            List<CacheRule> rules,
            WriteEffects writes,
            EntryLimits limits,
            List<WarmQuery> warming) {
        this(
                policy,
                uid,
                revision,
                publishedAt,
                cluster,
                redis,
                0,
                List.of(),
                ttlClasses,
                rules,
                writes,
                limits,
                warming);
    }

    /**
     * Checks the name of a policy.
     *
     * @throws IllegalArgumentException unless it is {@code namespace/name}
     */
    public static void checkName(String policy) {
        // Keys hold the name in braces, between which Redis Cluster finds what decides on the slot.
        Check.that(policy.matches("[^/{}\\s]+/[^/{}\\s]+"), "policy", policy, "namespace/name without braces");
    }

    /** How long what falls under a rule is fresh; the rule must be one of this policy. */
    public Duration ttl(CacheRule rule) {
        Duration own = rule.ttl();
        if (own != null) {
            return own;
        }
        Duration ofClass = ttlClasses.get(requireNonNull(rule.ttlClass()));
        if (ofClass == null) {
            throw new IllegalArgumentException(
                    "rule " + rule.name() + " is not of this policy: it has no class " + rule.ttlClass());
        }
        return ofClass;
    }

    /** The rule of this name. */
    public Optional<CacheRule> rule(String name) {
        return rules.stream().filter(rule -> rule.name().equals(name)).findFirst();
    }

    /** Whether both cache alike: they are equal but for revision and time of publication. */
    public boolean sameCaching(CachePolicy other) {
        return withRevision(1, Instant.EPOCH).equals(other.withRevision(1, Instant.EPOCH));
    }

    /** What entries belong to: those of another database, or from before this Redis was named, are not given out. */
    public String home() {
        return redisSince == 0 ? cluster : cluster + "\n" + redisSince;
    }

    /** The same policy under another revision. */
    public CachePolicy withRevision(long newRevision, Instant newPublishedAt) {
        return new CachePolicy(
                policy,
                uid,
                newRevision,
                newPublishedAt,
                cluster,
                redis,
                redisSince,
                formerRedis,
                ttlClasses,
                rules,
                writes,
                limits,
                warming);
    }

    /** The same policy with what is known of other Redis that it has named. */
    public CachePolicy withMoves(long since, List<FormerRedis> former) {
        return new CachePolicy(
                policy,
                uid,
                revision,
                publishedAt,
                cluster,
                redis,
                since,
                former,
                ttlClasses,
                rules,
                writes,
                limits,
                warming);
    }
}
