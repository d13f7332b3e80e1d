package dev.sluice.api.apiserver;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.condition.Condition;
import dev.sluice.api.condition.ConditionStatus;
import dev.sluice.api.condition.ConditionType;
import dev.sluice.api.v1alpha1.DatabaseCluster;
import dev.sluice.api.v1alpha1.DatabaseClusterSpec;
import dev.sluice.api.v1alpha1.DatabaseClusterStatus;
import dev.sluice.api.v1alpha1.EndpointsStatus;
import dev.sluice.api.v1alpha1.MemberRole;
import dev.sluice.api.v1alpha1.MemberState;
import dev.sluice.api.v1alpha1.MemberStatus;
import dev.sluice.api.v1alpha1.ReplicaCount;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(InstalledApi.Shared.class)
class DatabaseClusterIT {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final InstalledApi api;

    DatabaseClusterIT(InstalledApi api) {
        this.api = api;
    }

    @Test
    void kubectlInstallsTheDefinitionsByServerSideApply() {
        assertThat(api.installation()).isEqualTo("""
                        customresourcedefinition.apiextensions.k8s.io/databaseclusters.sluice.dev serverside-applied
                        customresourcedefinition.apiextensions.k8s.io/migrationchecks.sluice.dev serverside-applied
                        customresourcedefinition.apiextensions.k8s.io/querycachepolicies.sluice.dev serverside-applied
                        """);
    }

    @Test
    void theServerFillsInTheDefaultsThatTheTypesHave() {
        String yaml = minimal("defaults", "  replicas: [{name: b, host: b.example.internal}]\n");
        api.asWritten(yaml).create();

        Object stored = api.asWritten(yaml).get().getAdditionalProperties().get("spec");

        Map<?, ?> expected = Serialization.unmarshal("""
                database: orders
                credentials: {secretName: monitor, usernameKey: username, passwordKey: password}
                tls: {mode: verify-full}
                primary: {name: a, host: a.example.internal, port: 5432, weight: 1, drain: false}
                replicas: [{name: b, host: b.example.internal, port: 5432, weight: 1, drain: false}]
                probe: {interval: 30s, failureThreshold: 3, successThreshold: 1}
                lag: {maxTime: 5s}
                routing: {whenNoReplica: Primary}
                endpoints: {}
                paused: false
                """, Map.class);
        assertThat(stored).isEqualTo(expected);
        DatabaseClusterSpec byTheTypes =
                Serialization.unmarshal(yaml, DatabaseCluster.class).getSpec();
        assertThat(read("defaults").getSpec()).isEqualTo(byTheTypes);
    }

    @Test
    void secretsAndReplicasGetTheirDefaultsToo() {
        api.asWritten(minimal(
                        "more-defaults", "  tls: {caSecret: {name: ca}, clientCertificateSecret: {name: client}}\n"))
                .create();

        DatabaseClusterSpec spec = read("more-defaults").getSpec();

        assertThat(spec.replicas()).isEmpty();
        assertThat(spec.tls().caSecret()).extracting("key").isEqualTo("ca.crt");
        assertThat(spec.tls().clientCertificateSecret())
                .extracting("certificateKey", "privateKeyKey")
                .containsExactly("tls.crt", "tls.key");
    }

    @Test
    void aStatusIsAppliedWholeAndOnlyByItsOwnSubresource() {
        api.asWritten(minimal("status", "")).create();
        DatabaseClusterStatus status = status("a".repeat(5000), 1.25);

        DatabaseCluster applied = apply("status", status);

        assertThat(applied.getStatus()).isEqualTo(status);
        assertThat(applied.getMetadata().getGeneration()).isEqualTo(1);
        assertThat(apply("status", status).getMetadata().getResourceVersion())
                .as("an identical status writes nothing")
                .isEqualTo(applied.getMetadata().getResourceVersion());
        DatabaseClusterStatus withoutLag = status("short", null);
        assertThat(apply("status", withoutLag).getStatus())
                .as("what the next status lacks is removed")
                .isEqualTo(withoutLag);
    }

    @Test
    void aConditionOfANewerOperatorIsKept() {
        api.asWritten(minimal("newer", "")).create();
        Condition backup = new Condition("BackupRecent", ConditionStatus.TRUE, "Recent", "", 1L, NOON);
        api.client()
                .resource(withStatus(
                        "newer",
                        new DatabaseClusterStatus(
                                null,
                                List.of(backup),
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                List.of(),
                                null)))
                .subresource("status")
                .patch(serverSideApply("newer-operator"));

        DatabaseClusterStatus both =
                requireNonNull(apply("newer", status("", null)).getStatus());

        assertThat(both.conditions()).extracting(Condition::type).containsExactlyInAnyOrder("BackupRecent", "Ready");
    }

    @Test
    void theConfigMapsNameIsFixedOnceEndpointsHaveBeenPublished() {
        api.asWritten(minimal("fixed", "")).create();
        String renamed = minimal("fixed", "  endpoints: {configMapName: other}\n");
        assertThat(api.asWritten(renamed).dryRun().update())
                .as("nothing is published yet")
                .isNotNull();

        apply("fixed", status("", null, "fixed-endpoints"));

        assertThatThrownBy(() -> api.asWritten(renamed).dryRun().update())
                .hasMessageContaining("spec.endpoints.configMapName")
                .hasMessageContaining("configMapName cannot be changed once endpoints have been published");
        assertThat(api.asWritten(minimal("fixed", "  paused: true\n")).dryRun().update())
                .isNotNull();
    }

    @Test
    void kubectlPrintsWhatAPersonWantsToKnow() {
        api.asWritten(minimal("printed", "")).create();
        apply("printed", status("All replicas serve reads.", 1.25));

        assertThat(api.kubectl("get", "dbc", "printed").lines().map(DatabaseClusterIT::cells))
                .satisfiesExactly(
                        header -> assertThat(header)
                                .containsExactly("NAME", "READY", "PRIMARY", "REPLICAS", "MAX LAG", "AGE"),
                        row -> assertThat(row).startsWith("printed", "True", "a", "2/3", "1.3s"));
        assertThat(api.kubectl("get", "databaseclusters", "printed", "-o", "wide")
                        .lines()
                        .map(DatabaseClusterIT::cells))
                .satisfiesExactly(
                        header -> assertThat(header)
                                .containsExactly(
                                        "NAME",
                                        "READY",
                                        "PRIMARY",
                                        "REPLICAS",
                                        "MAX LAG",
                                        "AGE",
                                        "REASON",
                                        "AVG LAG",
                                        "TIMELINE",
                                        "REVISION",
                                        "CONFIGMAP"),
                        row -> assertThat(row).endsWith("AllUsable", "1.25", "2", "12", "printed-endpoints"));
        assertThat(api.kubectl("get", "sluice")).contains("printed");
    }

    @Test
    void kubectlExplainsFields() {
        assertThat(api.kubectl("explain", "dbc.spec.probe.timeout")).contains("The deadline of a probe");
        assertThat(api.kubectl("explain", "dbc")).contains("A PostgreSQL primary and its replicas that already exist");
    }

    private static List<String> cells(String line) {
        return List.of(line.strip().split(" {2,}"));
    }

    private DatabaseCluster read(String name) {
        return api.client()
                .resources(DatabaseCluster.class)
                .inNamespace("default")
                .withName(name)
                .get();
    }

    private DatabaseCluster apply(String name, DatabaseClusterStatus status) {
        return api.client()
                .resource(withStatus(name, status))
                .subresource("status")
                .patch(serverSideApply("sluice"));
    }

    private static PatchContext serverSideApply(String manager) {
        return new PatchContext.Builder()
                .withForce(true)
                .withFieldManager(manager)
                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                .build();
    }

    private static DatabaseCluster withStatus(String name, DatabaseClusterStatus status) {
        DatabaseCluster cluster = new DatabaseCluster();
        cluster.setMetadata(
                new ObjectMetaBuilder().withNamespace("default").withName(name).build());
        cluster.setStatus(status);
        return cluster;
    }

    private static DatabaseClusterStatus status(String message, @Nullable Double lagSeconds) {
        return status(message, lagSeconds, "printed-endpoints");
    }

    private static DatabaseClusterStatus status(String message, @Nullable Double lagSeconds, String configMap) {
        return new DatabaseClusterStatus(
                1L,
                List.of(Condition.of(ConditionType.READY, ConditionStatus.TRUE, "AllUsable", message, 1L, NOON)),
                "a",
                2,
                "7406375392763543456",
                null,
                ReplicaCount.of(2, 3),
                lagSeconds == null ? "unknown" : "1.3s",
                lagSeconds,
                lagSeconds,
                List.of(new MemberStatus(
                        "b",
                        "b.example.internal",
                        5432,
                        MemberRole.REPLICA,
                        MemberState.WRONG_ROLE,
                        "OutOfRecovery",
                        message,
                        lagSeconds,
                        Long.MAX_VALUE,
                        100L,
                        200L,
                        4L,
                        0,
                        NOON)),
                new EndpointsStatus(configMap, 12L, NOON));
    }

    private static String minimal(String name, String more) {
        return """
                apiVersion: sluice.dev/v1alpha1
                kind: DatabaseCluster
                metadata:
                  name: %s
                spec:
                  database: orders
                  credentials: {secretName: monitor}
                  primary: {name: a, host: a.example.internal}
                """.formatted(name) + more;
    }
}
