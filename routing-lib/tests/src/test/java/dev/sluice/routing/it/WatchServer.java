package dev.sluice.routing.it;

import dev.sluice.testing.kubernetes.ApiServer;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.util.Map;

/** A real API server with one ConfigMap, which a user may watch who may do no more than that. */
public final class WatchServer implements AutoCloseable {

    /** The ConfigMap's namespace. */
    public static final String NAMESPACE = "default";

    private static final String USER = "application";

    private final ApiServer api = ApiServer.create().start();
    private final String configMap;
    private final KubernetesClient application = client(USER);

    private WatchServer(String configMap) {
        this.configMap = configMap;
    }

    /** Starts one whose ConfigMap of this name does not exist yet. */
    public static WatchServer start(String configMap) {
        var server = new WatchServer(configMap);
        server.grant();
        return server;
    }

    /** The server itself, to take it away. */
    public ApiServer api() {
        return api;
    }

    /** The client of the user who may watch. */
    public KubernetesClient application() {
        return application;
    }

    /** A client of another user. */
    public KubernetesClient client(String user) {
        return new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(api.kubeConfig(user)))
                .build();
    }

    /** A client of the user who may watch, which reaches the server by another port. */
    public KubernetesClient application(int port) {
        Config config = Config.fromKubeconfig(api.kubeConfig(USER));
        config.setMasterUrl(config.getMasterUrl().replace(":" + api.port(), ":" + port));
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    /** Writes a document into the ConfigMap. */
    public void store(String key, String document) {
        api.client()
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withNamespace(NAMESPACE)
                        .withName(configMap)
                        .endMetadata()
                        .withData(Map.of(key, document))
                        .build())
                .createOr(existing -> existing.update());
    }

    /** Deletes the ConfigMap, if there is one. */
    public void remove() {
        api.client().configMaps().inNamespace(NAMESPACE).withName(configMap).delete();
    }

    @Override
    public void close() {
        application.close();
        api.close();
    }

    // The rights that docs/routing-lib.md lists.
    private void grant() {
        api.client()
                .resource(new RoleBuilder()
                        .withNewMetadata()
                        .withNamespace(NAMESPACE)
                        .withName("watch")
                        .endMetadata()
                        .addNewRule()
                        .withApiGroups("")
                        .withResources("configmaps")
                        .withResourceNames(configMap)
                        .withVerbs("list", "watch")
                        .endRule()
                        .build())
                .create();
        api.client()
                .resource(new RoleBindingBuilder()
                        .withNewMetadata()
                        .withNamespace(NAMESPACE)
                        .withName("watch")
                        .endMetadata()
                        .withNewRoleRef("rbac.authorization.k8s.io", "Role", "watch")
                        .addNewSubject("rbac.authorization.k8s.io", "User", USER, null)
                        .build())
                .create();
    }
}
