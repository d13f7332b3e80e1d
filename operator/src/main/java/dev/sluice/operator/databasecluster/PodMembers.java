package dev.sluice.operator.databasecluster;

import dev.sluice.api.v1alpha1.DatabaseClusterSpec;
import dev.sluice.api.v1alpha1.DatabaseClusterStatus;
import dev.sluice.api.v1alpha1.MemberStatus;
import dev.sluice.api.v1alpha1.ReplicaSource;
import dev.sluice.operator.cluster.ClusterState;
import dev.sluice.operator.cluster.Found;
import dev.sluice.operator.cluster.Found.Shortfall;
import dev.sluice.operator.cluster.Member;
import dev.sluice.operator.cluster.Rotation;
import dev.sluice.operator.discovery.MemberName;
import dev.sluice.operator.discovery.ServiceEndpoint;
import dev.sluice.operator.discovery.ServiceEndpoints;
import dev.sluice.routing.health.LagLimits;
import dev.sluice.routing.topology.Endpoint;
import dev.sluice.routing.topology.Topology;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The members that a Service gives beside those that the spec lists. What the spec lists comes first: an endpoint of the
 * same address is none of its own, and one of the same name gets another. Pure.
 *
 * @param members in order
 * @param found what the status says of it
 */
record PodMembers(List<Member> members, Found found) {

    /** As many replicas as the spec can list. */
    private static final int MOST_REPLICAS = 64;

    /** The members among these endpoints. */
    static PodMembers of(DatabaseClusterSpec spec, ReplicaSource source, ServiceEndpoints endpoints) {
        Set<String> names = new HashSet<>();
        Set<String> addresses = new HashSet<>();
        spec.members().forEach(member -> {
            names.add(member.name());
            addresses.add(address(member.host(), member.port()));
        });
        List<Member> members = new ArrayList<>();
        for (ServiceEndpoint endpoint : endpoints.endpoints()) {
            String address = address(endpoint.host(), endpoint.port());
            if (!addresses.contains(address)) {
                boolean free = !names.contains(endpoint.name());
                members.add(member(
                        spec,
                        source,
                        endpoint,
                        free ? endpoint.name() : MemberName.distinct(endpoint.name(), address)));
            }
        }
        int room = MOST_REPLICAS - spec.replicas().size();
        Shortfall shortfall = endpoints.shortfall();
        if (members.size() > room) {
            shortfall = tooMany(source, members.size(), room);
        }
        List<Member> taken = List.copyOf(members.subList(0, Math.min(members.size(), room)));
        return new PodMembers(
                taken, new Found(source.service(), endpoints.endpoints().size(), shortfall));
    }

    /**
     * What tells which members were known.
     *
     * @param running what this operator holds true, null when it has not watched the cluster yet
     * @param published the document that was published last, null when it is gone
     * @param status the newest status, null when there is none
     */
    record Before(
            @Nullable ClusterState running,
            @Nullable Topology published,
            @Nullable DatabaseClusterStatus status) {

        private List<ServiceEndpoint> endpoints(DatabaseClusterSpec spec) {
            if (running != null) {
                return PodMembers.endpoints(running);
            }
            Set<String> listed = new HashSet<>();
            spec.members().forEach(member -> listed.add(member.name()));
            return (published != null ? PodMembers.endpoints(published) : PodMembers.endpoints(status))
                    .filter(endpoint -> !listed.contains(endpoint.name()))
                    .toList();
        }
    }

    /**
     * The members that were known before, while those of now are not told or not asked for: of the running watch, else by
     * the document that was published last, else by the status.
     *
     * @param shortfall why those of now are not known, null when they are not asked for
     */
    static PodMembers asBefore(
            DatabaseClusterSpec spec, ReplicaSource source, Before before, @Nullable Shortfall shortfall) {
        return of(spec, source, new ServiceEndpoints(before.endpoints(spec), shortfall));
    }

    private static List<ServiceEndpoint> endpoints(ClusterState running) {
        return running.plan().members().stream()
                .filter(Member::found)
                .map(m -> new ServiceEndpoint(m.name(), m.host(), m.port(), m.zone(), m.rotation()))
                .toList();
    }

    private static Stream<ServiceEndpoint> endpoints(Topology published) {
        return Stream.concat(Stream.ofNullable(published.primary()), published.replicas().stream())
                .map(PodMembers::endpoint);
    }

    private static Stream<ServiceEndpoint> endpoints(@Nullable DatabaseClusterStatus status) {
        List<ServiceEndpoint> endpoints = new ArrayList<>();
        for (MemberStatus member : status == null ? List.<MemberStatus>of() : status.members()) {
            if (member.host() != null && member.port() != null) {
                Rotation rotation = Rotation.by(member.reason());
                endpoints.add(new ServiceEndpoint(member.name(), member.host(), member.port(), null, rotation));
            }
        }
        return endpoints.stream();
    }

    private static ServiceEndpoint endpoint(Endpoint published) {
        return new ServiceEndpoint(
                published.name(),
                published.host(),
                published.port(),
                published.zone(),
                Rotation.by(published.reason()));
    }

    private static Member member(
            DatabaseClusterSpec spec, ReplicaSource source, ServiceEndpoint endpoint, String name) {
        Duration own = source.maxLag();
        return new Member(
                name,
                endpoint.host(),
                endpoint.port(),
                source.weight(),
                endpoint.zone(),
                own,
                new LagLimits(
                        own == null ? spec.lag().maxTime() : own, spec.lag().maxBytes()),
                endpoint.rotation(),
                true);
    }

    private static Shortfall tooMany(ReplicaSource source, int endpoints, int room) {
        return new Shortfall(
                "TooManyEndpoints",
                "Service \"" + source.service() + "\" gives " + endpoints + " members, and there is room for " + room
                        + " beside those of spec.replicas (" + MOST_REPLICAS
                        + " in all). The first by name are taken.");
    }

    private static String address(String host, int port) {
        return host + " " + port;
    }
}
