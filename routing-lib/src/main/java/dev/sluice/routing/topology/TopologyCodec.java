package dev.sluice.routing.topology;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.routing.document.DocumentFormatException;
import dev.sluice.routing.document.Durations;
import dev.sluice.routing.document.Fields;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads the endpoint document. A reader ignores fields that it does not know and refuses a schema version
 * that it does not know. Thread-safe.
 */
public final class TopologyCodec {

    /** The version of the document that this class writes and reads. */
    public static final int SCHEMA_VERSION = 1;

    /** The ConfigMap's key, and so the name of the mounted file. */
    public static final String DATA_KEY = "endpoints.json";

    /** The highest revision that is read, 2^53: a JSON number up to there is exact in every reader. */
    public static final long MAX_REVISION = 1L << 53;

    private TopologyCodec() {}

    /**
     * Writes a document, indented for people. Equal topologies give equal text.
     *
     * @throws IllegalArgumentException if a duration has no text form: below 1 ms, or not a whole number of them
     */
    public static String write(Topology topology) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("schemaVersion", SCHEMA_VERSION);
        root.put("cluster", topology.cluster());
        root.put("uid", topology.uid());
        root.put("revision", topology.revision());
        root.put("publishedAt", topology.publishedAt().toString());
        root.put("database", topology.database());
        putIfKnown(root, "systemIdentifier", topology.systemIdentifier());
        if (topology.timeline() != null) {
            root.put("timeline", topology.timeline());
        }
        if (topology.primary() == null) {
            root.putNull("primary");
        } else {
            root.set("primary", endpoint(topology.primary()));
        }
        var replicas = root.putArray("replicas");
        topology.replicas().forEach(replica -> replicas.add(endpoint(replica)));
        root.set("policy", policy(topology.policy()));
        return root.toPrettyString().replace(System.lineSeparator(), "\n") + "\n";
    }

    /**
     * Reads a document.
     *
     * @throws TopologyFormatException if the text is cut off or no JSON, has another schema version, or lacks a field
     *     or has a wrong value in one
     */
    public static Topology read(String json) throws TopologyFormatException {
        try {
            return topology(Fields.parse(json, SCHEMA_VERSION));
        } catch (DocumentFormatException e) {
            throw new TopologyFormatException(String.valueOf(e.getMessage()), e);
        }
    }

    private static Topology topology(Fields root) throws DocumentFormatException {
        List<Endpoint> replicas = new ArrayList<>();
        for (Fields replica : root.objects("replicas")) {
            replicas.add(endpoint(replica));
        }
        String cluster = root.nonBlank("cluster");
        String uid = root.nonBlank("uid");
        Endpoint primary = root.isNull("primary") ? null : endpoint(root.object("primary"));
        try {
            return new Topology(
                    cluster,
                    uid,
                    root.number("revision", 1, MAX_REVISION),
                    root.instant("publishedAt"),
                    root.nonEmpty("database"),
                    root.textOrNull("systemIdentifier"),
                    root.integerOrNull("timeline", 1, Integer.MAX_VALUE),
                    primary,
                    replicas,
                    policy(root.object("policy")));
        } catch (IllegalArgumentException e) {
            throw new DocumentFormatException(
                    "the endpoints contradict each other: " + e.getMessage() + ", expected each name once", e);
        }
    }

    private static ObjectNode endpoint(Endpoint endpoint) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("name", endpoint.name());
        node.put("host", endpoint.host());
        node.put("port", endpoint.port());
        node.put("role", endpoint.role().label());
        node.put("weight", endpoint.weight());
        putIfKnown(node, "zone", endpoint.zone());
        node.put("state", endpoint.state().label());
        node.put("reason", endpoint.reason());
        if (endpoint.maxLag() != null) {
            node.put("maxLag", Durations.format(endpoint.maxLag()));
        }
        if (endpoint.lag() != null) {
            node.set("lag", lag(endpoint.lag()));
        }
        return node;
    }

    private static ObjectNode lag(PublishedLag lag) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        if (lag.seconds() != null) {
            node.put("seconds", lag.seconds());
        }
        if (lag.bytes() != null) {
            node.put("bytes", lag.bytes());
        }
        return node;
    }

    private static ObjectNode policy(RoutingPolicy policy) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("maxLag", Durations.format(policy.maxLag()));
        if (policy.maxLagBytes() != null) {
            node.put("maxLagBytes", policy.maxLagBytes());
        }
        node.put("failureThreshold", policy.failureThreshold());
        node.put("fallback", policy.fallback().label());
        return node;
    }

    private static void putIfKnown(ObjectNode node, String field, @Nullable String value) {
        if (value != null) {
            node.put(field, value);
        }
    }

    private static Endpoint endpoint(Fields fields) throws DocumentFormatException {
        Fields lag = fields.objectOrNull("lag");
        return new Endpoint(
                fields.nonBlank("name"),
                fields.nonBlank("host"),
                fields.integer("port", 1, 65535),
                fields.label("role", Role.class),
                fields.integer("weight", 0, Endpoint.MAX_WEIGHT),
                fields.textOrNull("zone"),
                fields.label("state", EndpointState.class),
                fields.text("reason"),
                fields.durationOrNull("maxLag"),
                lag == null ? null : new PublishedLag(lag.decimalOrNull("seconds"), lag.numberOrNull("bytes", 0)));
    }

    private static RoutingPolicy policy(Fields fields) throws DocumentFormatException {
        return new RoutingPolicy(
                fields.duration("maxLag"),
                fields.numberOrNull("maxLagBytes", 0),
                fields.integer("failureThreshold", 1, Integer.MAX_VALUE),
                fields.label("fallback", Fallback.class));
    }
}
