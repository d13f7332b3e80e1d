package dev.sluice.operator.it;

import dev.sluice.api.v1alpha1.DatabaseCluster;
import dev.sluice.api.v1alpha1.QueryCachePolicy;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Deletes what an ended test left in its namespaces: the shared operator would go on to probe it beside every later test. */
public final class EndedTests implements BeforeEachCallback, AfterEachCallback {

    private static final ThreadLocal<List<Namespace>> OF_THIS_TEST = new ThreadLocal<>();

    private record Namespace(KubernetesClient client, String name) {}

    /** Notes a namespace that belongs to the test of this thread; one made for a whole class stays. */
    static void note(KubernetesClient client, String namespace) {
        List<Namespace> namespaces = OF_THIS_TEST.get();
        if (namespaces != null) {
            namespaces.add(new Namespace(client, namespace));
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        OF_THIS_TEST.set(new ArrayList<>());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        List<Namespace> namespaces = OF_THIS_TEST.get();
        OF_THIS_TEST.remove();
        for (Namespace namespace : namespaces) {
            namespace
                    .client
                    .resources(QueryCachePolicy.class)
                    .inNamespace(namespace.name)
                    .delete();
            namespace
                    .client
                    .resources(DatabaseCluster.class)
                    .inNamespace(namespace.name)
                    .delete();
        }
    }
}
