package dev.sluice.operator.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.api.v1alpha1.ReplicaSource;
import dev.sluice.operator.cluster.Rotation;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SliceReadingTest {

    private static final String ONE_PORT = "[{name: postgres, port: 5432, protocol: TCP}]";

    @Test
    void membersAreNamedAfterTheirPodsAndSorted() {
        ServiceEndpoints read = read(
                "orders-r",
                slice("IPv4", ONE_PORT, pod("orders-2", "10.0.0.2", "", "zone: eu-1b,"), pod("orders-1", "10.0.0.1")));
        assertThat(read.shortfall()).isNull();
        assertThat(read.endpoints())
                .containsExactly(
                        new ServiceEndpoint("orders-1", "10.0.0.1", 5432, null, Rotation.IN),
                        new ServiceEndpoint("orders-2", "10.0.0.2", 5432, "eu-1b", Rotation.IN));
    }

    @Test
    void conditionsDecideOnRotation() {
        ServiceEndpoints read = read(
                "orders-r",
                slice(
                        "IPv4",
                        ONE_PORT,
                        pod("ready", "10.0.0.1", "ready: true, serving: true, terminating: false", ""),
                        pod("starting", "10.0.0.2", "ready: false, serving: false, terminating: false", ""),
                        pod("ending", "10.0.0.3", "ready: false, serving: true, terminating: true", ""),
                        pod("published", "10.0.0.4", "ready: true, serving: false", "")));
        assertThat(read.endpoints())
                .extracting(ServiceEndpoint::name, ServiceEndpoint::rotation)
                .containsExactlyInAnyOrder(
                        tuple("ready", Rotation.IN),
                        tuple("starting", Rotation.NOT_READY),
                        tuple("ending", Rotation.TERMINATING),
                        tuple("published", Rotation.IN));
    }

    @Test
    void aPodWithTwoAddressesOrInTwoSlicesIsOneMember() {
        ServiceEndpoints read = read(
                "orders-r",
                slice("IPv6", ONE_PORT, pod("orders-1", "2001:db8::1")),
                slice("IPv4", ONE_PORT, pod("orders-1", "10.0.0.1", "ready: false", "")),
                slice("IPv4", ONE_PORT, pod("orders-1", "10.0.0.1")));
        assertThat(read.endpoints())
                .extracting(ServiceEndpoint::name, ServiceEndpoint::rotation)
                .containsExactly(tuple("orders-1", Rotation.IN));
    }

    @Test
    void anAddressThatANewPodHasTakenOverIsTheNewPods() {
        ServiceEndpoints read = read(
                "orders-r",
                slice(
                        "IPv4",
                        ONE_PORT,
                        pod("old", "10.0.0.1", "terminating: true", ""),
                        pod("new", "10.0.0.1", "ready: true", "")));
        assertThat(read.endpoints()).extracting(ServiceEndpoint::name).containsExactly("new");
    }

    @Test
    void namesAreLabelsTheSameEachTimeAndDifferent() {
        String longer = "x".repeat(70);
        EndpointSlice slices = slice(
                "IPv4",
                ONE_PORT,
                pod(longer + "1", "10.0.0.1"),
                pod(longer + "2", "10.0.0.2"),
                pod("pg.with.dots", "10.0.0.3"),
                "{addresses: [10.0.0.4]}");
        List<String> names = names(read("orders-r", slices));
        assertThat(names)
                .hasSize(4)
                .doesNotHaveDuplicates()
                .contains("ip-10-0-0-4")
                .allMatch(name -> name.matches("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?"))
                .isEqualTo(names(read("orders-r", slices)));
        assertThat(names(read("orders-r", slice("IPv6", ONE_PORT, "{addresses: ['2001:db8::7']}"))))
                .containsExactly("ip-2001-db8--7");
    }

    @Test
    void thePortIsTheOnlyOneOrTheOneOfThatName() {
        String two = "[{name: metrics, port: 9187}, {name: postgres, port: 5433}]";
        EndpointSlice slice = slice("IPv4", two, pod("orders-1", "10.0.0.1"));
        assertThat(read("orders-r", slice).shortfall()).satisfies(shortfall -> {
            assertThat(shortfall.reason()).isEqualTo("PortNameMissing");
            assertThat(shortfall.message()).contains("metrics, postgres", "spec.replicasFrom.portName");
        });
        assertThat(SliceReading.read(List.of(slice), named("postgres")).endpoints())
                .extracting(ServiceEndpoint::port)
                .containsExactly(5433);
        assertThat(SliceReading.read(List.of(slice), named("pg")).shortfall()).satisfies(shortfall -> {
            assertThat(shortfall.reason()).isEqualTo("PortNotFound");
            assertThat(shortfall.message()).contains("\"pg\"", "metrics, postgres");
        });
        assertThat(read("orders-r", slice("IPv4", "[]", pod("orders-1", "10.0.0.1")))
                        .endpoints())
                .extracting(ServiceEndpoint::port)
                .containsExactly(5432);
    }

    @Test
    void aServiceWithoutEndpointsIsNamed() {
        assertThat(read("orders-r").shortfall()).satisfies(shortfall -> {
            assertThat(shortfall.reason()).isEqualTo("NoEndpoints");
            assertThat(shortfall.message()).contains("\"orders-r\"", "spec.replicasFrom.service");
        });
        assertThat(read("orders-r", slice("IPv4", "[]")).shortfall()).isNotNull();
    }

    private static ReplicaSource named(String port) {
        return new ReplicaSource("orders-r", port, 1, null);
    }

    private static List<String> names(ServiceEndpoints read) {
        return read.endpoints().stream().map(ServiceEndpoint::name).toList();
    }

    private static ServiceEndpoints read(String service, EndpointSlice... slices) {
        return SliceReading.read(Arrays.asList(slices), ReplicaSource.of(service));
    }

    private static String pod(String name, String address) {
        return pod(name, address, "", "");
    }

    private static String pod(String name, String address, String conditions, String more) {
        return "{addresses: ['" + address + "'], " + more + " conditions: {" + conditions
                + "}, targetRef: {kind: Pod, name: '" + name + "'}}";
    }

    private static EndpointSlice slice(String addressType, String ports, String... endpoints) {
        String yaml = "---\n{metadata: {name: a-slice}, addressType: " + addressType + ", ports: " + ports
                + ", endpoints: [" + String.join(", ", endpoints) + "]}";
        return Serialization.unmarshal(yaml, EndpointSlice.class);
    }
}
