package dev.sluice.routing.cache.policy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.routing.document.DocumentFormatException;
import dev.sluice.routing.document.Durations;
import dev.sluice.routing.document.Fields;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads the cache policy document. A reader ignores fields that it does not know and refuses a schema version
 * that it does not know. Thread-safe.
 */
public final class CachePolicyCodec {

    /** The version of the document that this class writes and reads. */
    public static final int SCHEMA_VERSION = 1;

    /** The ConfigMap's key, and so the name of the mounted file. */
    public static final String DATA_KEY = "policy.json";

    /** The highest revision that is read, 2^53: a JSON number up to there is exact in every reader. */
    public static final long MAX_REVISION = 1L << 53;

    private CachePolicyCodec() {}

    /**
     * Writes a document, indented for people. Equal policies give equal text.
     *
     * @throws IllegalArgumentException if a duration has no text form: below 1 ms, or not a whole number of them
     */
    public static String write(CachePolicy policy) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("schemaVersion", SCHEMA_VERSION);
        root.put("policy", policy.policy());
        root.put("uid", policy.uid());
        root.put("revision", policy.revision());
        root.put("publishedAt", policy.publishedAt().toString());
        root.put("cluster", policy.cluster());
        root.set("redis", redis(policy.redis()));
        if (policy.redisSince() > 0) {
            root.put("redisSince", policy.redisSince());
        }
        policy.formerRedis()
                .forEach(former -> root.withArray("formerRedis")
                        .addObject()
                        .put("until", former.until().toString())
                        .set("redis", redis(former.redis())));
        ArrayNode classes = root.putArray("ttlClasses");
        policy.ttlClasses().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry ->
                        classes.addObject().put("name", entry.getKey()).put("ttl", Durations.format(entry.getValue())));
        ArrayNode rules = root.putArray("rules");
        policy.rules().forEach(rule -> rules.add(rule(rule)));
        root.set("writes", writes(policy.writes()));
        root.putObject("limits")
                .put("maxBytes", policy.limits().maxBytes())
                .put("compressFrom", policy.limits().compressFrom());
        ArrayNode warming = root.putArray("warming");
        policy.warming().forEach(query -> warming.add(warm(query)));
        return root.toPrettyString().replace(System.lineSeparator(), "\n") + "\n";
    }

    /**
     * Reads a document.
     *
     * @throws CachePolicyFormatException if the text is cut off or no JSON, has another schema version, or lacks a field
     *     or has a wrong value in one
     */
    public static CachePolicy read(String json) throws CachePolicyFormatException {
        try {
            return policy(Fields.parse(json, SCHEMA_VERSION));
        } catch (DocumentFormatException e) {
            throw new CachePolicyFormatException(String.valueOf(e.getMessage()), e);
        } catch (IllegalArgumentException e) {
            throw new CachePolicyFormatException(String.valueOf(e.getMessage()), e);
        }
    }

    private static ObjectNode redis(RedisLocation redis) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("mode", redis.mode().label());
        ArrayNode nodes = node.putArray("nodes");
        redis.nodes()
                .forEach(server -> nodes.addObject().put("host", server.host()).put("port", server.port()));
        if (redis.masterName() != null) {
            node.put("masterName", redis.masterName());
        }
        node.put("database", redis.database());
        node.put("tls", redis.tls());
        node.put("keyPrefix", redis.keyPrefix());
        return node;
    }

    private static ObjectNode rule(CacheRule rule) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("name", rule.name());
        ObjectNode match = node.putObject("match");
        putTexts(match, "keys", rule.match().keys());
        putTexts(match, "fingerprints", rule.match().fingerprints());
        putTexts(match, "tables", rule.match().tables());
        if (rule.ttlClass() != null) {
            node.put("ttlClass", rule.ttlClass());
        }
        if (rule.ttl() != null) {
            node.put("ttl", Durations.format(rule.ttl()));
        }
        putTexts(node, "models", rule.models());
        putTexts(node, "tags", rule.tags());
        putUnlessZero(node, "staleWhileRevalidate", rule.staleWhileRevalidate());
        putUnlessZero(node, "staleIfError", rule.staleIfError());
        putUnlessZero(node, "negativeTtl", rule.negativeTtl());
        node.put("jitterPercent", rule.jitterPercent());
        return node;
    }

    private static ObjectNode writes(WriteEffects writes) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("unknown", writes.unknown().label());
        node.put("catalogKnown", writes.catalogKnown());
        ArrayNode touches = node.putArray("touches");
        writes.touches().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry ->
                        putTexts(touches.addObject().put("table", entry.getKey()), "others", entry.getValue()));
        putTexts(node, "rowSecurity", writes.rowSecurity().stream().sorted().toList());
        putTexts(
                node,
                "harmlessFunctions",
                writes.harmlessFunctions().stream().sorted().toList());
        putTexts(
                node,
                "writingFunctions",
                writes.writingFunctions().stream().sorted().toList());
        return node;
    }

    private static ObjectNode warm(WarmQuery query) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("name", query.name());
        node.put("sql", query.sql());
        ArrayNode parameters = node.putArray("parameters");
        query.parameters().forEach(parameters::add);
        if (query.rule() != null) {
            node.put("rule", query.rule());
        }
        if (query.every() != null) {
            node.put("every", Durations.format(query.every()));
        }
        return node;
    }

    private static void putTexts(ObjectNode node, String field, Collection<String> texts) {
        if (!texts.isEmpty()) {
            texts.forEach(node.withArray(field)::add);
        }
    }

    private static void putUnlessZero(ObjectNode node, String field, Duration duration) {
        if (!duration.isZero()) {
            node.put(field, Durations.format(duration));
        }
    }

    private static CachePolicy policy(Fields root) throws DocumentFormatException {
        Map<String, Duration> classes = new LinkedHashMap<>();
        for (Fields each : root.objects("ttlClasses")) {
            if (classes.put(each.nonBlank("name"), each.duration("ttl")) != null) {
                throw each.wrong("name", "each class once");
            }
        }
        List<CacheRule> rules = new ArrayList<>();
        for (Fields each : root.objects("rules")) {
            rules.add(rule(each));
        }
        List<FormerRedis> former = new ArrayList<>();
        for (Fields each : root.objectsOrNone("formerRedis")) {
            former.add(new FormerRedis(redis(each.object("redis")), each.instant("until")));
        }
        Long since = root.numberOrNull("redisSince", 0);
        List<WarmQuery> warming = new ArrayList<>();
        for (Fields each : root.objectsOrNone("warming")) {
            warming.add(new WarmQuery(
                    each.nonBlank("name"),
                    each.nonBlank("sql"),
                    each.textsOrNulls("parameters"),
                    each.textOrNull("rule"),
                    each.durationOrNull("every")));
        }
        Fields writes = root.objectOrNull("writes");
        Fields limits = root.objectOrNull("limits");
        return new CachePolicy(
                root.nonBlank("policy"),
                root.nonBlank("uid"),
                root.number("revision", 1, MAX_REVISION),
                root.instant("publishedAt"),
                root.nonBlank("cluster"),
                redis(root.object("redis")),
                since == null ? 0 : since,
                former,
                classes,
                rules,
                writes == null ? WriteEffects.NONE_KNOWN : writes(writes),
                limits == null
                        ? EntryLimits.DEFAULT
                        : new EntryLimits(
                                limits.integer("maxBytes", 0, Integer.MAX_VALUE),
                                limits.integer("compressFrom", 0, Integer.MAX_VALUE)),
                warming);
    }

    private static RedisLocation redis(Fields fields) throws DocumentFormatException {
        List<RedisLocation.Node> nodes = new ArrayList<>();
        for (Fields each : fields.objects("nodes")) {
            nodes.add(new RedisLocation.Node(each.nonBlank("host"), each.integer("port", 1, 65535)));
        }
        String prefix = fields.textOrNull("keyPrefix");
        return new RedisLocation(
                fields.label("mode", RedisLocation.Mode.class),
                nodes,
                fields.textOrNull("masterName"),
                fields.integer("database", 0, Integer.MAX_VALUE),
                fields.flag("tls", false),
                prefix == null ? RedisLocation.DEFAULT_KEY_PREFIX : prefix);
    }

    private static CacheRule rule(Fields fields) throws DocumentFormatException {
        Fields match = fields.objectOrNull("match");
        return new CacheRule(
                fields.nonBlank("name"),
                match == null
                        ? CacheRule.Match.BY_NAME_ONLY
                        : new CacheRule.Match(match.texts("keys"), match.texts("fingerprints"), match.texts("tables")),
                fields.textOrNull("ttlClass"),
                fields.durationOrNull("ttl"),
                fields.texts("models"),
                fields.texts("tags"),
                orZero(fields.durationOrNull("staleWhileRevalidate")),
                orZero(fields.durationOrNull("staleIfError")),
                orZero(fields.durationOrNull("negativeTtl")),
                fields.integer("jitterPercent", 0, CacheRule.MOST_JITTER));
    }

    private static WriteEffects writes(Fields fields) throws DocumentFormatException {
        Map<String, List<String>> touches = new LinkedHashMap<>();
        for (Fields each : fields.objectsOrNone("touches")) {
            touches.put(each.nonBlank("table"), each.texts("others"));
        }
        return new WriteEffects(
                fields.label("unknown", WriteEffects.Unknown.class),
                fields.flag("catalogKnown", false),
                touches,
                new LinkedHashSet<>(fields.texts("rowSecurity")),
                new LinkedHashSet<>(fields.texts("harmlessFunctions")),
                new LinkedHashSet<>(fields.texts("writingFunctions")));
    }

    private static Duration orZero(@Nullable Duration duration) {
        return duration == null ? Duration.ZERO : duration;
    }
}
