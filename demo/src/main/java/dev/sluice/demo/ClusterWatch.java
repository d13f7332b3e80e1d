package dev.sluice.demo;

import dev.sluice.api.v1alpha1.DatabaseCluster;
import dev.sluice.api.v1alpha1.DatabaseClusterStatus;
import dev.sluice.api.v1alpha1.MemberState;
import dev.sluice.api.v1alpha1.MemberStatus;
import dev.sluice.routing.topology.Endpoint;
import dev.sluice.routing.topology.EndpointState;
import dev.sluice.routing.topology.Topology;
import dev.sluice.routing.topology.TopologyCodec;
import dev.sluice.routing.topology.TopologyFormatException;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.stream.Collectors;

/** What the API server holds of the demo's DatabaseCluster: its status, and the endpoints in its ConfigMap. */
final class ClusterWatch {

    private final KubernetesClient client;
    private final String namespace;
    private final String name;

    ClusterWatch(KubernetesClient client, String namespace, String name) {
        this.client = client;
        this.namespace = namespace;
        this.name = name;
    }

    /** Grows with each change of the spec. */
    long generation() {
        return resource().getMetadata().getGeneration();
    }

    DatabaseClusterStatus status() {
        DatabaseClusterStatus status = resource().getStatus();
        return status == null ? DatabaseClusterStatus.empty() : status;
    }

    MemberState state(String member) {
        return status().member(member).map(MemberStatus::state).orElse(MemberState.UNKNOWN);
    }

    /** The state of each member in words, for messages. */
    String describeStatus() {
        DatabaseClusterStatus status = status();
        return "primary " + status.primary() + "; "
                + status.members().stream()
                        .map(member -> member.name() + " " + member.state() + " (" + member.reason() + ")")
                        .collect(Collectors.joining(", "));
    }

    Topology published() {
        ConfigMap configMap = client.configMaps()
                .inNamespace(namespace)
                .withName(configMapName())
                .require();
        try {
            return TopologyCodec.read(configMap.getData().getOrDefault("endpoints.json", ""));
        } catch (TopologyFormatException e) {
            throw new IllegalStateException("ConfigMap " + configMapName() + " holds no endpoint document", e);
        }
    }

    EndpointState publishedState(String member) {
        return published().endpoint(member).map(Endpoint::state).orElse(EndpointState.UNKNOWN);
    }

    /** The published endpoints in words, for messages. */
    String describePublished() {
        Topology topology = published();
        return "revision " + topology.revision() + ": "
                + topology.endpoints().stream()
                        .map(endpoint -> endpoint.name() + " " + endpoint.role() + " " + endpoint.state())
                        .collect(Collectors.joining(", "));
    }

    String configMapName() {
        return resource().endpointsConfigMapName();
    }

    private DatabaseCluster resource() {
        return client.resources(DatabaseCluster.class)
                .inNamespace(namespace)
                .withName(name)
                .require();
    }
}
