package dev.sluice.routing.cache;

import dev.sluice.routing.cache.decision.Lifetime;
import dev.sluice.routing.cache.policy.CachePolicy;
import dev.sluice.routing.cache.policy.CacheRule;
import dev.sluice.routing.cache.store.Dependencies;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes {@link Terms} of what is given for a read and what the policy says. */
final class TermsOf {

    private static final Logger LOG = LoggerFactory.getLogger(QueryCache.class);
    private static final int DEFAULT_JITTER = 10;

    private TermsOf() {}

    /**
     * The terms for a key; null when neither says how long a value is fresh. Those of the last read are kept with the
     * options, since the next one mostly has the same.
     *
     * @throws IllegalArgumentException if there is no policy, and a class is named that does not exist
     */
    // To compare policies by value would take longer than what is spared.
    @SuppressWarnings("ReferenceEquality")
    static @Nullable Terms read(String key, ReadOptions<?> options, @Nullable CachePolicy policy) {
        CacheRule rule = rule(key, options.given(), policy);
        ReadOptions.Resolved kept = options.resolved();
        if (kept == null || !kept.isOf(policy, rule)) {
            if (policy != null && (kept == null || kept.policy() != policy)) {
                warnOfClass(options.given().ttlClass(), policy);
            }
            kept = new ReadOptions.Resolved(policy, rule, resolve(options, rule, policy));
            options.resolved(kept);
        }
        return kept.terms();
    }

    private static @Nullable Terms resolve(
            ReadOptions<?> options, @Nullable CacheRule rule, @Nullable CachePolicy policy) {
        GivenOptions given = options.given();
        Duration ttl = given.ttl();
        if (given.ttlClass() != null) {
            ttl = ofClass(given.ttlClass(), policy);
        } else if (ttl == null && rule != null && policy != null) {
            ttl = policy.ttl(rule);
        }
        if (ttl == null) {
            return null;
        }
        Lifetime lifetime = new Lifetime(
                ttl,
                either(given.staleWhileRevalidate(), rule == null ? Duration.ZERO : rule.staleWhileRevalidate()),
                either(given.staleIfError(), rule == null ? Duration.ZERO : rule.staleIfError()));
        Dependencies dependencies = Dependencies.of(
                both(given.models(), rule == null ? List.of() : rule.models()),
                both(given.tags(), rule == null ? List.of() : rule.tags()));
        Integer jitter = given.jitterPercent();
        return new Terms(
                rule == null ? "" : rule.name(),
                dependencies,
                options.codec().shape()
                        + '.'
                        + (policy == null ? dependencies.digest() : dependencies.digestIn(policy.home())),
                lifetime,
                either(given.negativeTtl(), rule == null ? Duration.ZERO : rule.negativeTtl()),
                jitter != null ? jitter : rule == null ? DEFAULT_JITTER : rule.jitterPercent());
    }

    private static @Nullable CacheRule rule(String key, GivenOptions given, @Nullable CachePolicy policy) {
        String name = given.rule();
        if (policy == null) {
            return null;
        }
        if (name != null) {
            // A rule that the policy does not have is no error: it may come or go while the application runs.
            return policy.rule(name).orElse(null);
        }
        for (CacheRule rule : policy.rules()) {
            if (rule.match().key(key)) {
                return rule;
            }
        }
        return null;
    }

    private static @Nullable Duration ofClass(String name, @Nullable CachePolicy policy) {
        if (policy != null) {
            // Like a rule, a class may come or go while the application runs.
            return policy.ttlClasses().get(name);
        }
        Duration ttl = CachePolicy.DEFAULT_TTL_CLASSES.get(name);
        if (ttl == null) {
            throw new IllegalArgumentException(noClass(name, CachePolicy.DEFAULT_TTL_CLASSES));
        }
        return ttl;
    }

    private static void warnOfClass(@Nullable String name, CachePolicy policy) {
        if (name != null && !policy.ttlClasses().containsKey(name)) {
            LOG.warn("What is read with it is not cached: {}", noClass(name, policy.ttlClasses()));
        }
    }

    private static String noClass(String name, Map<String, Duration> classes) {
        return "there is no TTL class " + name + ", expected one of "
                + classes.keySet().stream().sorted().toList();
    }

    private static Duration either(@Nullable Duration given, Duration otherwise) {
        return given == null ? otherwise : given;
    }

    private static List<String> both(List<String> one, List<String> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.isEmpty() ? other : one;
        }
        List<String> all = new ArrayList<>(one);
        all.addAll(other);
        return all;
    }
}
