package dev.sluice.operator.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.condition.ConditionType;
import dev.sluice.api.v1alpha1.MemberState;
import dev.sluice.testing.network.Ports;
import dev.sluice.testing.postgres.PostgresReplicaSet;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Passwords and keys are nowhere but in their Secrets: not in logs, status, events, ConfigMaps or metrics. */
class SecretsStayHiddenIT {

    private static final String RIGHT = "right-7f3a9c-password";
    private static final String WRONG = "wrong-b81d2e-password";
    private static final String UNUSED = "unused-44c0de-password";

    /** Of no use as a key, so that whoever reads it complains. */
    private static final String KEY = "VGhpcyBpcyBub3QgYSBrZXk";

    private static String pem(String label) {
        return "-----BEGIN " + label + "-----\n" + KEY + "\n-----END " + label + "-----\n";
    }

    @Test
    void neitherPasswordsNorKeysAreShown() throws IOException {
        try (var servers = PostgresReplicaSet.builder().replicas(1).start()) {
            servers.createRole("probe", RIGHT, "pg_monitor");
            Tenant tenant = Tenant.of(Platform.shared(), "probe", RIGHT);
            tenant.apply(ClusterYaml.named("good")
                    .primary(servers.primary())
                    .replicas(servers.replicas())
                    .replica("closed", "127.0.0.1", Ports.reserve()));
            tenant.eventuallyReady("good");
            tenant.eventuallyState("good", "closed", MemberState.UNREACHABLE, "ConnectionRefused");
            tenant.secret("bad", Map.of("username", "probe", "password", WRONG, "extra", UNUSED));
            tenant.apply(ClusterYaml.named("bad").primary(servers.primary()).credentials("{secretName: bad}"));
            tenant.eventuallyState("bad", "primary", MemberState.UNREACHABLE, "AuthenticationFailed");
            tenant.apply(ClusterYaml.named("swapped")
                    .primary(servers.primary())
                    .credentials("{secretName: credentials, usernameKey: password, passwordKey: username}"));
            tenant.eventuallyState("swapped", "primary", MemberState.UNREACHABLE, "AuthenticationFailed");
            assertThat(tenant.member("swapped", "primary").message()).contains("\"***\"");
            tenant.secret("certificate", Map.of("tls.crt", pem("CERTIFICATE"), "tls.key", pem("PRIVATE KEY")));
            tenant.apply(ClusterYaml.named("broken")
                    .primary(servers.primary())
                    .tls("{mode: require, clientCertificateSecret: {name: certificate}}"));
            tenant.eventually(
                    "broken",
                    status -> assertThat(status.condition(ConditionType.READY))
                            .hasValueSatisfying(
                                    ready -> assertThat(ready.holds()).isFalse()));

            var client = tenant.client();
            String namespace = tenant.namespace();
            List<String> places = List.of(
                    Files.readString(Platform.shared().operator().log()),
                    Platform.shared().operator().metrics(),
                    Serialization.asJson(
                            client.v1().events().inNamespace(namespace).list()),
                    Serialization.asJson(
                            client.configMaps().inNamespace(namespace).list()),
                    Serialization.asJson(client.genericKubernetesResources("sluice.dev/v1alpha1", "DatabaseCluster")
                            .inNamespace(namespace)
                            .list()));
            assertThat(places)
                    .hasSize(5)
                    .allSatisfy(place -> assertThat(place).isNotEmpty().doesNotContain(RIGHT, WRONG, UNUSED, KEY));
            assertThat(places.get(0)).contains(namespace + "/bad");
        }
    }
}
