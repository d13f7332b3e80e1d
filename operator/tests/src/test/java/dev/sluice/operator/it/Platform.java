package dev.sluice.operator.it;

import dev.sluice.testing.kubernetes.ApiServer;
import dev.sluice.testing.operator.OperatorProcess;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** An API server with the CRDs installed, and replicas of the operator beside it. */
final class Platform {

    static final Path JAR =
            Path.of("..", "target", "quarkus-app", "quarkus-run.jar").toAbsolutePath();
    private static final Path CRD = Path.of("..", "..", "crds", "src", "main", "resources", "META-INF", "sluice");
    private static final Path RIGHTS = Path.of("..", "src", "main", "kubernetes", "rbac.yaml");
    private static final String OPERATOR = "sluice-operator";
    private static final Path LOGS = Path.of(
                    "target", "it-logs", "process-" + ProcessHandle.current().pid())
            .toAbsolutePath();

    private static Platform shared;

    private final ApiServer api;
    private final Path kubeConfig;
    private OperatorProcess operator;

    private Platform(ApiServer api, Path kubeConfig) {
        this.api = api;
        this.kubeConfig = kubeConfig;
    }

    /** The platform with one operator that all tests share which do it no harm. */
    static synchronized Platform shared() {
        if (shared == null) {
            shared = create("shared");
            shared.operator = shared.operator("operator-shared", Map.of());
        }
        return shared;
    }

    /** Has what a test leaves in this namespace deleted when the test ends, if the operator lives on. */
    void endWithTest(String namespace) {
        if (operator != null) {
            EndedTests.note(client(), namespace);
        }
    }

    /** A platform of its own without an operator, for tests that stop things. */
    static Platform create(String name) {
        Platform platform = bare(name);
        platform.grant();
        platform.installCrds();
        return platform;
    }

    /** An API server on which neither the CRDs are installed nor the operator has rights. */
    static Platform bare(String name) {
        try {
            Files.createDirectories(LOGS);
            ApiServer api = ApiServer.create().start();
            Path kubeConfig = LOGS.resolve(name + ".kubeconfig");
            Files.writeString(kubeConfig, api.kubeConfig(OPERATOR));
            return new Platform(api, kubeConfig);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void installCrds() {
        try (var crds = Files.list(CRD)) {
            crds.filter(file -> file.toString().endsWith(".yml")).forEach(file -> apply(api, file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // The operator of the tests has the rights that are documented, and no others.
    void grant() {
        grantToLead();
        api.client()
                .resource(new ClusterRoleBindingBuilder()
                        .withNewMetadata()
                        .withName(OPERATOR)
                        .endMetadata()
                        .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", "sluice-operator")
                        .addNewSubject("rbac.authorization.k8s.io", "User", OPERATOR, null)
                        .build())
                .create();
    }

    /** Makes the roles, and gives the operator the rights on its lease alone. */
    void grantToLead() {
        try (var yaml = Files.newInputStream(RIGHTS)) {
            api.client().load(yaml).inNamespace("default").serverSideApply();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        api.client()
                .resource(binding("default", "Role", "sluice-operator-leader"))
                .create();
    }

    /** Gives the operator its rights in one namespace. */
    void grantIn(String namespace) {
        api.client()
                .resource(binding(namespace, "ClusterRole", "sluice-operator"))
                .create();
    }

    /** Takes from the operator its rights in one namespace. */
    void revokeIn(String namespace) {
        api.client()
                .resource(binding(namespace, "ClusterRole", "sluice-operator"))
                .delete();
    }

    private static RoleBinding binding(String namespace, String kind, String role) {
        return new RoleBindingBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(OPERATOR)
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", kind, role)
                .addNewSubject("rbac.authorization.k8s.io", "User", OPERATOR, null)
                .build();
    }

    /** Who holds the lease; empty when nobody does. */
    String holder(String lease) {
        Lease found =
                api.client().leases().inNamespace("default").withName(lease).get();
        String holder = found == null || found.getSpec() == null
                ? null
                : found.getSpec().getHolderIdentity();
        return holder == null ? "" : holder;
    }

    // The Role that is documented names the lease by its usual name.
    private void grantLease(String name) {
        api.client()
                .rbac()
                .roles()
                .inNamespace("default")
                .withName("sluice-operator-leader")
                .edit(role -> {
                    role.getRules().stream()
                            .filter(rule -> !rule.getResourceNames().isEmpty())
                            .forEach(rule -> rule.getResourceNames().add(name));
                    return role;
                });
    }

    /** Gives the operator the rights of another file of roles, those of a Role in this namespace. */
    void grant(String file, String namespace) {
        try (var yaml = Files.newInputStream(RIGHTS.resolveSibling(file))) {
            for (HasMetadata role : api.client().load(yaml).items()) {
                boolean everywhere = role.getKind().equals("ClusterRole");
                if (!everywhere) {
                    role.getMetadata().setNamespace(namespace);
                }
                api.client().resource(role).serverSideApply();
                HasMetadata binding = everywhere
                        ? new ClusterRoleBindingBuilder()
                                .withNewMetadata()
                                .withName(role.getMetadata().getName())
                                .endMetadata()
                                .withNewRoleRef(
                                        "rbac.authorization.k8s.io",
                                        "ClusterRole",
                                        role.getMetadata().getName())
                                .addNewSubject("rbac.authorization.k8s.io", "User", OPERATOR, null)
                                .build()
                        : new RoleBindingBuilder()
                                .withNewMetadata()
                                .withNamespace(namespace)
                                .withName(role.getMetadata().getName())
                                .endMetadata()
                                .withNewRoleRef(
                                        "rbac.authorization.k8s.io",
                                        "Role",
                                        role.getMetadata().getName())
                                .addNewSubject("rbac.authorization.k8s.io", "User", OPERATOR, null)
                                .build();
                api.client().resource(binding).serverSideApply();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void apply(ApiServer api, Path crd) {
        try (var yaml = Files.newInputStream(crd)) {
            api.client().load(yaml).serverSideApply();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts a replica of the operator. */
    OperatorProcess operator(String name, Map<String, String> environment) {
        String lease = environment.get("SLUICE_LEASE_NAME");
        if (lease != null) {
            grantLease(lease);
        }
        return OperatorProcess.start(setup(name, environment));
    }

    /** Starts a replica of the operator that cannot become ready. */
    OperatorProcess unready(String name, Map<String, String> environment) {
        return OperatorProcess.launch(setup(name, environment));
    }

    private OperatorProcess.Setup setup(String name, Map<String, String> environment) {
        var plain = OperatorProcess.Setup.of(name, JAR, kubeConfig, LOGS);
        Map<String, String> all = new HashMap<>(Map.of(
                "SLUICE_MIGRATION_CHECKS_IMAGE",
                "sluice-operator:it",
                "SLUICE_MIGRATION_CHECKS_POD",
                "{\"nodeSelector\":{\"kubernetes.io/os\":\"linux\"},\"imagePullSecrets\":[{\"name\":\"registry\"}]}"));
        all.putAll(environment);
        return new OperatorProcess.Setup(
                plain.name(), plain.jar(), plain.kubeConfig(), plain.folder(), plain.jvm(), all);
    }

    OperatorProcess operator() {
        if (operator == null) {
            throw new IllegalStateException("this platform has no operator of its own");
        }
        return operator;
    }

    ApiServer api() {
        return api;
    }

    KubernetesClient client() {
        return api.client();
    }
}
