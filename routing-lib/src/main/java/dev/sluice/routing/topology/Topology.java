package dev.sluice.routing.topology;

import static java.util.Objects.requireNonNull;

import dev.sluice.routing.document.Published;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The endpoint document.
 *
 * @param cluster namespace and name, {@code namespace/name}
 * @param uid of the resource that the document was made for; a resource made anew under the same name has another one
 * @param revision grows with each change within one {@code uid}, at least 1; read up to 2^53
 * @param publishedAt when routing last changed, never how fresh the truth is
 * @param database name of the database
 * @param systemIdentifier the same on all copies of one database, null when no server told it
 * @param timeline the primary's, null when not told
 * @param primary where writes go, null when no server is known to accept them
 * @param replicas all replicas, also those that are not to be read from
 * @param policy how reads are to be spread
 */
public record Topology(
        String cluster,
        String uid,
        long revision,
        Instant publishedAt,
        String database,
        @Nullable String systemIdentifier,
        @Nullable Integer timeline,
        @Nullable Endpoint primary,
        List<Endpoint> replicas,
        RoutingPolicy policy)
        implements Published {

    public Topology {
        requireNonNull(cluster, "cluster is null");
        requireNonNull(uid, "uid is null");
        requireNonNull(publishedAt, "publishedAt is null");
        requireNonNull(database, "database is null");
        requireNonNull(policy, "policy is null");
        replicas = List.copyOf(replicas);
        if (revision < 1) {
            throw new IllegalArgumentException("revision is " + revision + ", expected 1 or more");
        }
        Set<String> names = new HashSet<>();
        Stream.concat(Stream.ofNullable(primary), replicas.stream()).forEach(endpoint -> {
            if (!names.add(endpoint.name())) {
                throw new IllegalArgumentException("two endpoints have the name \"" + endpoint.name() + "\"");
            }
        });
    }

    /** The primary, if there is one, and then all replicas. */
    public List<Endpoint> endpoints() {
        return Stream.concat(Stream.ofNullable(primary), replicas.stream()).toList();
    }

    /** The endpoint of this name. */
    public Optional<Endpoint> endpoint(String name) {
        return endpoints().stream().filter(e -> e.name().equals(name)).findFirst();
    }

    /** Whether both route alike: they are equal but for revision, time of publication, reasons and lag figures. */
    public boolean sameRouting(Topology other) {
        return routingOnly().equals(other.routingOnly());
    }

    /** The same routing under another revision. */
    public Topology withRevision(long newRevision, Instant newPublishedAt) {
        return new Topology(
                cluster,
                uid,
                newRevision,
                newPublishedAt,
                database,
                systemIdentifier,
                timeline,
                primary,
                replicas,
                policy);
    }

    private Topology routingOnly() {
        return new Topology(
                cluster,
                uid,
                1,
                Instant.EPOCH,
                database,
                systemIdentifier,
                timeline,
                primary == null ? null : primary.routingOnly(),
                replicas.stream().map(Endpoint::routingOnly).toList(),
                policy);
    }
}
