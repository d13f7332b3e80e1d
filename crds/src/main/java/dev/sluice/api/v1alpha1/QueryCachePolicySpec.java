package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a user wants cached and how.
 *
 * <p>Fields with a default are never null. The required ones can be null only in a stored object that doesn't fit this
 * version; ask {@link #unreadable()} before using them.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "self.databaseCluster.matches('" + Names.SUBDOMAIN + "')",
        fieldPath = ".databaseCluster",
        message = "databaseCluster must be the name of a DatabaseCluster in the same namespace")
@ValidationRule(
        value = "!has(self.ttlClasses) || self.ttlClasses.all(k, k.matches('^[A-Za-z][A-Za-z0-9-]{0,62}$'))",
        fieldPath = ".ttlClasses",
        message = "ttlClasses has a name that is none; write letters, digits and '-', beginning with a letter")
@ValidationRule(
        value = "!has(self.ttlClasses) || self.ttlClasses.all(k, self.ttlClasses[k].matches('" + DurationText.PATTERN
                + "') && duration(self.ttlClasses[k]) >= duration('1s')"
                + " && duration(self.ttlClasses[k]) <= duration('720h'))",
        fieldPath = ".ttlClasses",
        message = "ttlClasses must each be from 1s to 720h, " + DurationText.FORM_IN_WORDS)
@ValidationRule(
        value = "!has(self.rules) || self.rules.all(r, !has(r.ttlClass)"
                + " || r.ttlClass in ['short', 'medium', 'long', 'veryLong']"
                + " || (has(self.ttlClasses) && r.ttlClass in self.ttlClasses))",
        fieldPath = ".rules",
        message = "rules name a ttlClass that there is not; choose short, medium, long or veryLong, or add the class to"
                + " ttlClasses")
@ValidationRule(
        value = "!has(self.warming) || self.warming.all(w, !has(w.rule)"
                + " || (has(self.rules) && self.rules.exists(r, r.name == w.rule)))",
        fieldPath = ".warming",
        message = "warming names a rule that there is not; correct it, or leave it out for the rule that matches")
@ValidationRule(value = PublishTo.RULE, fieldPath = ".publishTo", message = PublishTo.MESSAGE)
@ValidationRule(value = PublishTo.ONCE, fieldPath = ".publishTo", message = PublishTo.ONCE_MESSAGE)
public record QueryCachePolicySpec(
        @JsonPropertyDescription("The DatabaseCluster, in the namespace of this resource, whose results are cached.")
        @Required
        @Size(min = 1, max = 253)
        String databaseCluster,

        @JsonPropertyDescription("Where the cache is.") @Required
        RedisSpec redis,

        @JsonPropertyDescription("How long results are fresh, by the name of the class. There always are short (60s),"
                + " medium (300s), long (1800s) and veryLong (3600s); what is written here replaces or joins them. Over"
                + " 1h is accepted with a warning.")
        @Size(max = 16)
        Map<String, @Size(min = 1, max = DurationText.MAX_LENGTH) String> ttlClasses,

        @JsonPropertyDescription("What is cached and how.") @Default("[]") @Size(max = 64)
        List<CacheRule> rules,

        @JsonPropertyDescription("What writes make old beyond the tables that their text names.") @Default("{}")
        CacheWrites writes,

        @JsonPropertyDescription("Limits of one entry.") @Default("{}")
        CacheLimits limits,

        @JsonPropertyDescription("Statements whose results are loaded before somebody asks for them. Applications run"
                + " them with their own credentials, one of them at a time.")
        @Default("[]")
        @Size(max = 64)
        List<WarmStatement> warming,

        @JsonPropertyDescription("Orders to make results old, each carried out once by the operator.")
        @Default("[]")
        @Size(max = 32)
        List<CacheInvalidation> invalidations,

        @JsonPropertyDescription("How many reads the cache should answer.") @Default("{}")
        HitRateTarget hitRate,

        @JsonPropertyDescription("How full Redis may be.") @Default("{}")
        MemoryGuard memory,

        @JsonPropertyDescription("How the operator reads Redis.") @Default("{}")
        CacheProbe probe,

        @JsonPropertyDescription(PublishTo.DESCRIPTION) @Size(max = PublishTo.MAX)
        List<@Size(min = 1, max = 63) String> publishTo,

        @JsonPropertyDescription(
                "Stops reading Redis, invalidating and publishing; the ConfigMap stays as it is, so what"
                        + " newer triggers, functions, keys and views make old is not published either.")
        @Default("false")
        Boolean paused) {

    /** The classes that every policy has. */
    public static final Map<String, Duration> DEFAULT_TTL_CLASSES = Map.of(
            "short",
            Duration.ofSeconds(60),
            CacheRule.DEFAULT_TTL_CLASS,
            Duration.ofSeconds(300),
            "long",
            Duration.ofSeconds(1800),
            "veryLong",
            Duration.ofSeconds(3600));

    public QueryCachePolicySpec {
        ttlClasses = ttlClasses == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(ttlClasses));
        // Not List.copyOf: an element that could not be read is null, and unreadable() has to be able to name it.
        rules = rules == null ? List.of() : Collections.unmodifiableList(new ArrayList<>(rules));
        writes = writes == null ? CacheWrites.defaults() : writes;
        limits = limits == null ? CacheLimits.defaults() : limits;
        warming = warming == null ? List.of() : Collections.unmodifiableList(new ArrayList<>(warming));
        invalidations =
                invalidations == null ? List.of() : Collections.unmodifiableList(new ArrayList<>(invalidations));
        hitRate = hitRate == null ? HitRateTarget.defaults() : hitRate;
        memory = memory == null ? MemoryGuard.defaults() : memory;
        probe = probe == null ? CacheProbe.defaults() : probe;
        publishTo = PublishTo.readable(publishTo);
        paused = paused != null && paused;
    }

    /** A policy with defaults for everything that has one. */
    public static QueryCachePolicySpec of(String databaseCluster, RedisSpec redis, List<CacheRule> rules) {
        return new QueryCachePolicySpec(
                databaseCluster,
                redis,
                Map.of(),
                rules,
                CacheWrites.defaults(),
                CacheLimits.defaults(),
                List.of(),
                List.of(),
                HitRateTarget.defaults(),
                MemoryGuard.defaults(),
                CacheProbe.defaults(),
                List.of(),
                false);
    }

    /** All classes, those of this spec included; {@link #unreadable()} must be empty. */
    public Map<String, Duration> allTtlClasses() {
        Map<String, Duration> all = new TreeMap<>(DEFAULT_TTL_CLASSES);
        ttlClasses.forEach((name, text) -> all.put(name, DurationText.parse(text)));
        return Collections.unmodifiableMap(all);
    }

    /**
     * The paths of fields that could not be read, because the stored object comes from another version of the schema.
     * Empty for every object that the API server has checked against this one.
     */
    public List<String> unreadable() {
        List<String> paths = new ArrayList<>();
        if (databaseCluster == null) {
            paths.add("spec.databaseCluster");
        }
        RedisSpec.collectUnreadable(redis, paths);
        ttlClasses.forEach((name, text) -> {
            if (!isDuration(text)) {
                paths.add("spec.ttlClasses." + name);
            }
        });
        for (int i = 0; i < rules.size(); i++) {
            collectUnreadable(rules.get(i), "spec.rules[" + i + "]", paths);
        }
        for (int i = 0; i < warming.size(); i++) {
            collectUnreadable(warming.get(i), "spec.warming[" + i + "]", paths);
        }
        for (int i = 0; i < invalidations.size(); i++) {
            CacheInvalidation order = invalidations.get(i);
            if (order == null || order.id() == null) {
                paths.add("spec.invalidations[" + i + "]" + (order == null ? "" : ".id"));
            }
        }
        return List.copyOf(paths);
    }

    private void collectUnreadable(@Nullable CacheRule rule, String path, List<String> paths) {
        if (rule == null || rule.name() == null) {
            paths.add(path + (rule == null ? "" : ".name"));
            return;
        }
        String ttlClass = rule.effectiveTtlClass();
        if (ttlClass != null && !DEFAULT_TTL_CLASSES.containsKey(ttlClass) && !ttlClasses.containsKey(ttlClass)) {
            paths.add(path + ".ttlClass");
        }
    }

    private static void collectUnreadable(@Nullable WarmStatement statement, String path, List<String> paths) {
        if (statement == null || statement.name() == null) {
            paths.add(path + (statement == null ? "" : ".name"));
        } else if (statement.sql() == null) {
            paths.add(path + ".sql");
        } else if (statement.parameters().stream().anyMatch(Objects::isNull)) {
            paths.add(path + ".parameters");
        }
    }

    private static boolean isDuration(@Nullable String text) {
        return text != null && text.matches(DurationText.PATTERN);
    }
}
