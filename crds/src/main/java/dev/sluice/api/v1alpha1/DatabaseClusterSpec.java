package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a user wants watched and how.
 *
 * <p>Fields with a default are never null. The required ones ({@code database}, {@code credentials}, {@code primary})
 * can be null only in a stored object that doesn't fit this version; ask {@link #unreadable()} before using them.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "self.replicas.all(a, self.replicas.exists_one(b, b.name == a.name))",
        fieldPath = ".replicas",
        message = "replicas must have different names; rename the one that repeats a name")
@ValidationRule(
        value = "self.replicas.all(a, self.replicas.exists_one(b, b.host == a.host && b.port == a.port))",
        fieldPath = ".replicas",
        message = "replicas must have different endpoints; two have the same host and port, so remove one or correct"
                + " its host or port")
@ValidationRule(
        value = "self.replicas.all(r, r.name != self.primary.name)",
        fieldPath = ".replicas",
        message = "replicas must not repeat the primary's name; rename that replica",
        messageExpression = "\"replicas must not repeat the primary's name '\" + self.primary.name"
                + " + \"'; rename that replica\"")
@ValidationRule(
        value = "self.replicas.all(r, r.host != self.primary.host || r.port != self.primary.port)",
        fieldPath = ".replicas",
        message = "replicas must not repeat the primary's host and port; remove that replica or correct its host or"
                + " port",
        messageExpression = "\"replicas must not repeat the primary's host '\" + self.primary.host"
                + " + \"' with the same port; remove that replica or correct its host or port\"")
@ValidationRule(
        value = "!has(self.replicasFrom) || self.replicasFrom.service != self.primary.host",
        fieldPath = ".primary.host",
        message = "primary.host must not be the Service of replicasFrom, which leads to any of its servers; name the"
                + " Service that leads to the primary, or the primary itself")
@ValidationRule(
        value = "!self.database.matches('[[:cntrl:]]')",
        fieldPath = ".database",
        message = "database must be a name without line ends, tabs and other control characters")
@ValidationRule(
        value = "size(bytes(self.database)) <= 63",
        fieldPath = ".database",
        message = "database must be at most 63 bytes long in UTF-8, as PostgreSQL's names are")
public record DatabaseClusterSpec(
        @JsonPropertyDescription("The database to connect to; it must exist on the primary.")
        @Required
        @Size(min = 1, max = 63)
        String database,

        @JsonPropertyDescription("Where the user name and password of the monitoring role are.") @Required
        Credentials credentials,

        @JsonPropertyDescription("How connections are encrypted and servers are authenticated.") @Default("{}")
        Tls tls,

        @JsonPropertyDescription("The member that is expected to be the primary. The role is observed, not believed: a"
                + " promotion is followed without a change here.")
        @Required
        Member primary,

        @JsonPropertyDescription("The members that are expected to be replicas. None at all is legal.")
        @Default("[]")
        @Size(max = 64)
        List<Member> replicas,

        @JsonPropertyDescription("More members, for databases whose servers are pods: the endpoints of a Service. They"
                + " come and go with the pods.")
        @Nullable
        ReplicaSource replicasFrom,

        @JsonPropertyDescription("How members are probed.") @Default("{}")
        Probe probe,

        @JsonPropertyDescription("How far a replica may be behind and still serve reads.") @Default("{}")
        LagLimits lag,

        @JsonPropertyDescription("How applications route.") @Default("{}")
        Routing routing,

        @JsonPropertyDescription("The ConfigMap that the endpoints are published in.") @Default("{}")
        EndpointsSpec endpoints,

        @JsonPropertyDescription("Stops probing and publishing; the ConfigMap stays as it is.") @Default("false")
        Boolean paused) {

    public DatabaseClusterSpec {
        tls = tls == null ? Tls.defaults() : tls;
        // Not List.copyOf: an element that could not be read is null, and unreadable() has to be able to name it.
        replicas = replicas == null ? List.of() : Collections.unmodifiableList(new ArrayList<>(replicas));
        probe = probe == null ? Probe.defaults() : probe;
        lag = lag == null ? LagLimits.defaults() : lag;
        routing = routing == null ? Routing.defaults() : routing;
        endpoints = endpoints == null ? EndpointsSpec.defaults() : endpoints;
        paused = paused != null && paused;
    }

    /** A cluster with defaults for everything that has one. */
    public static DatabaseClusterSpec of(
            String database, Credentials credentials, Member primary, List<Member> replicas) {
        return new DatabaseClusterSpec(
                database,
                credentials,
                Tls.defaults(),
                primary,
                replicas,
                null,
                Probe.defaults(),
                LagLimits.defaults(),
                Routing.defaults(),
                EndpointsSpec.defaults(),
                false);
    }

    /** The primary and then the replicas, as the spec lists them; not those that {@code replicasFrom} adds. */
    public List<Member> members() {
        List<Member> members = new ArrayList<>();
        members.add(primary);
        members.addAll(replicas);
        return List.copyOf(members);
    }

    /**
     * The paths of required fields that could not be read, because the stored object comes from another version of the
     * schema. Empty for every object that the API server has checked against this one.
     */
    public List<String> unreadable() {
        List<String> paths = new ArrayList<>();
        if (database == null) {
            paths.add("spec.database");
        }
        if (credentials == null) {
            paths.add("spec.credentials");
        } else if (credentials.secretName() == null) {
            paths.add("spec.credentials.secretName");
        }
        Member.collectUnreadable(primary, "spec.primary", paths);
        for (int i = 0; i < replicas.size(); i++) {
            Member.collectUnreadable(replicas.get(i), "spec.replicas[" + i + "]", paths);
        }
        if (replicasFrom != null && replicasFrom.service() == null) {
            paths.add("spec.replicasFrom.service");
        }
        return List.copyOf(paths);
    }
}
