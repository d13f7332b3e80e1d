package dev.sluice.operator.discovery;

import dev.sluice.api.v1alpha1.Member;
import dev.sluice.api.v1alpha1.ReplicaSource;
import dev.sluice.operator.cluster.Found.Shortfall;
import dev.sluice.operator.cluster.Rotation;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointConditions;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the EndpointSlices of a Service. Pure.
 *
 * <p>A pod counts once: with addresses of both families by its IPv4 address, and in several slices, as while endpoints
 * move between them, by the entry that may serve. Of an endpoint's addresses the first is taken; they are
 * interchangeable. Conditions that are not given mean ready, as the API has it.
 */
final class SliceReading {

    private static final String TCP = "TCP";
    private static final String ZONE = "[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?";
    private static final String HOST = "[a-z0-9_]([-a-z0-9_.]*[a-z0-9_])?|[0-9a-f:.]+";
    private static final int LONGEST_HOST = 253;

    private final ReplicaSource source;
    private final List<Candidate> candidates = new ArrayList<>();
    private @Nullable Shortfall shortfall;

    private SliceReading(ReplicaSource source) {
        this.source = source;
    }

    /** An endpoint, and what tells its server from others: the pod, else the address. */
    private record Candidate(ServiceEndpoint endpoint, String server) {}

    static ServiceEndpoints read(Collection<EndpointSlice> slices, ReplicaSource source) {
        var reading = new SliceReading(source);
        // Kubernetes names the families IPv4, IPv6 and FQDN.
        slices.stream()
                .sorted(Comparator.comparing((EndpointSlice slice) -> rank(slice.getAddressType()))
                        .thenComparing(slice -> slice.getMetadata().getName()))
                .forEach(reading::add);
        List<ServiceEndpoint> endpoints = reading.each();
        Shortfall missing = reading.shortfall;
        if (endpoints.isEmpty() && missing == null) {
            missing = new Shortfall(
                    "NoEndpoints",
                    "Service \"" + source.service() + "\" has no endpoints in this namespace. Correct"
                            + " spec.replicasFrom.service, or see whether the Service's selector finds pods.");
        }
        return new ServiceEndpoints(endpoints, missing);
    }

    private static int rank(@Nullable String addressType) {
        return addressType == null ? 0 : List.of("IPv4", "IPv6", "FQDN").indexOf(addressType);
    }

    private void add(EndpointSlice slice) {
        if (slice.getEndpoints() == null || slice.getEndpoints().isEmpty()) {
            return;
        }
        Integer port = port(slice.getPorts() == null ? List.of() : slice.getPorts());
        if (port == null) {
            return;
        }
        for (Endpoint endpoint : slice.getEndpoints()) {
            if (endpoint.getAddresses() != null && !endpoint.getAddresses().isEmpty()) {
                add(endpoint, endpoint.getAddresses().get(0).toLowerCase(Locale.ROOT), port);
            }
        }
    }

    private void add(Endpoint endpoint, String host, int port) {
        if (host.length() > LONGEST_HOST || !host.matches(HOST)) {
            return;
        }
        ObjectReference target = endpoint.getTargetRef();
        boolean pod = target != null && "Pod".equals(target.getKind()) && target.getName() != null;
        String name = pod ? MemberName.of(target.getName()) : MemberName.ofAddress(host);
        String zone = endpoint.getZone() != null && endpoint.getZone().matches(ZONE) ? endpoint.getZone() : null;
        candidates.add(new Candidate(
                new ServiceEndpoint(name, host, port, zone, rotation(endpoint.getConditions())),
                pod ? "pod " + target.getName() : "address " + host));
    }

    private static Rotation rotation(@Nullable EndpointConditions conditions) {
        if (conditions == null) {
            return Rotation.IN;
        }
        if (Boolean.TRUE.equals(conditions.getTerminating())) {
            return Rotation.TERMINATING;
        }
        return Boolean.FALSE.equals(conditions.getReady()) ? Rotation.NOT_READY : Rotation.IN;
    }

    private List<ServiceEndpoint> each() {
        Set<String> servers = new HashSet<>();
        Set<String> addresses = new HashSet<>();
        Set<String> names = new HashSet<>();
        List<ServiceEndpoint> endpoints = new ArrayList<>();
        List<Candidate> ready = candidates.stream()
                .sorted(Comparator.comparing(c -> c.endpoint().rotation()))
                .toList();
        for (Candidate candidate : ready) {
            ServiceEndpoint endpoint = candidate.endpoint();
            String address = endpoint.host() + " " + endpoint.port();
            boolean known = servers.contains(candidate.server()) || addresses.contains(address);
            if (!known) {
                servers.add(candidate.server());
                addresses.add(address);
                endpoints.add(names.add(endpoint.name()) ? endpoint : renamed(endpoint, address));
            }
        }
        endpoints.sort(Comparator.comparing(ServiceEndpoint::name));
        return endpoints;
    }

    private static ServiceEndpoint renamed(ServiceEndpoint endpoint, String detail) {
        return new ServiceEndpoint(
                MemberName.distinct(endpoint.name(), detail),
                endpoint.host(),
                endpoint.port(),
                endpoint.zone(),
                endpoint.rotation());
    }

    private @Nullable Integer port(List<EndpointPort> ports) {
        List<EndpointPort> usable = ports.stream()
                .filter(port -> port.getProtocol() == null || TCP.equals(port.getProtocol()))
                .filter(port -> source.portName() == null || source.portName().equals(port.getName()))
                .toList();
        if (usable.isEmpty() && ports.isEmpty() && source.portName() == null) {
            return Member.DEFAULT_PORT;
        }
        if (usable.size() != 1) {
            shortfall = usable.isEmpty() ? noPort(ports) : severalPorts(usable);
            return null;
        }
        Integer number = usable.get(0).getPort();
        return number == null ? Member.DEFAULT_PORT : number;
    }

    private Shortfall noPort(List<EndpointPort> ports) {
        String wanted =
                source.portName() == null ? "no port with the protocol TCP" : "no port \"" + source.portName() + "\"";
        return new Shortfall(
                "PortNotFound",
                "Service \"" + source.service() + "\" has " + wanted + "; its endpoints have " + names(ports)
                        + ". Correct spec.replicasFrom.portName.");
    }

    private Shortfall severalPorts(List<EndpointPort> ports) {
        return new Shortfall(
                "PortNameMissing",
                "Service \"" + source.service() + "\" has several ports: " + names(ports)
                        + ". Name PostgreSQL's in spec.replicasFrom.portName.");
    }

    private static String names(List<EndpointPort> ports) {
        return ports.isEmpty()
                ? "none"
                : ports.stream()
                        .map(EndpointPort::getName)
                        .map(name -> Objects.requireNonNullElse(name, "\"\""))
                        .sorted()
                        .collect(Collectors.joining(", "));
    }
}
