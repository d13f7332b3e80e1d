package dev.sluice.testing.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ApiServerIT {

    private static ApiServer server;

    @BeforeAll
    static void start() {
        server = ApiServer.create().start();
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @Test
    void isTheExpectedVersion() {
        assertThat(server.client().getKubernetesVersion().getGitVersion())
                .isEqualTo("v" + ControlPlaneBinaries.VERSION);
    }

    @Test
    void objectsSurviveARestartOnTheSamePort() {
        server.client().resource(configMap("kept")).create();
        int port = server.port();

        server.restart();

        assertThat(server.port()).isEqualTo(port);
        assertThat(server.client()
                        .configMaps()
                        .inNamespace("default")
                        .withName("kept")
                        .get())
                .isNotNull();

        server.kill();
        assertThat(server.isRunning()).isFalse();
        server.start();
        assertThat(server.client()
                        .configMaps()
                        .inNamespace("default")
                        .withName("kept")
                        .get())
                .isNotNull();
    }

    @Test
    void otherUsersHaveTheRightsThatRbacGivesThem() {
        Config config = Config.fromKubeconfig(server.kubeConfig("jane", "readers"));
        try (KubernetesClient jane =
                new KubernetesClientBuilder().withConfig(config).build()) {
            assertThatThrownBy(() -> jane.configMaps().inNamespace("default").list())
                    .isInstanceOfSatisfying(
                            KubernetesClientException.class,
                            e -> assertThat(e.getCode()).isEqualTo(403));
            server.client().resource(role()).create();
            server.client().resource(binding()).create();
            org.awaitility.Awaitility.await()
                    .ignoreException(KubernetesClientException.class)
                    .untilAsserted(() -> assertThat(jane.configMaps()
                                    .inNamespace("default")
                                    .list()
                                    .getItems())
                            .isNotNull());
        }
    }

    @Test
    void kubectlReadsTheKubeConfigFile() throws IOException {
        Process kubectl = new ProcessBuilder(
                        server.kubectl().toString(),
                        "--kubeconfig",
                        server.kubeConfigFile().toString(),
                        "get",
                        "namespaces",
                        "-o",
                        "name")
                .redirectErrorStream(true)
                .start();
        assertThat(new String(kubectl.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("namespace/default");
    }

    @Test
    void anotherServerRunsBesideIt() {
        try (ApiServer other = ApiServer.create().start()) {
            other.client().resource(configMap("elsewhere")).create();

            assertThat(other.port()).isNotEqualTo(server.port());
            assertThat(server.client()
                            .configMaps()
                            .inNamespace("default")
                            .withName("elsewhere")
                            .get())
                    .isNull();
        }
    }

    private static ConfigMap configMap(String name) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace("default")
                .endMetadata()
                .addToData("key", "value")
                .build();
    }

    private static io.fabric8.kubernetes.api.model.rbac.Role role() {
        return new RoleBuilder()
                .withNewMetadata()
                .withName("read-config")
                .withNamespace("default")
                .endMetadata()
                .addNewRule()
                .withApiGroups("")
                .withResources("configmaps")
                .withVerbs("list")
                .endRule()
                .build();
    }

    private static io.fabric8.kubernetes.api.model.rbac.RoleBinding binding() {
        return new RoleBindingBuilder()
                .withNewMetadata()
                .withName("read-config")
                .withNamespace("default")
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "Role", "read-config")
                .addNewSubject("rbac.authorization.k8s.io", "Group", "readers", null)
                .build();
    }
}
