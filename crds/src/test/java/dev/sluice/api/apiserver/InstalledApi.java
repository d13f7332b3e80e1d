package dev.sluice.api.apiserver;

import dev.sluice.testing.kubernetes.ApiServer;
import dev.sluice.testing.process.Poll;
import dev.sluice.testing.process.Program;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** An API server with the definitions installed as a user installs them, by kubectl. */
final class InstalledApi implements AutoCloseable {

    static final Path DEFINITIONS = Path.of("src/main/resources/META-INF/sluice");

    private static final String NAMESPACE = "default";

    private final ApiServer server;
    private final String installation;

    private InstalledApi(ApiServer server) {
        this.server = server;
        installation = kubectl("apply", "--server-side", "-f", DEFINITIONS.toString());
        kubectl("wait", "--for=condition=Established", "--timeout=30s", "-f", DEFINITIONS.toString());
        // The server serves a kind a moment before it lists it.
        Poll.until(
                "the API server lists the kind",
                Duration.ofSeconds(30),
                () -> kubectl("api-resources", "--api-group=sluice.dev", "--cached=false")
                        .contains("dbc"));
    }

    private static InstalledApi start() {
        ApiServer server = ApiServer.create();
        try {
            return new InstalledApi(server.start());
        } catch (RuntimeException | Error e) {
            server.close();
            throw e;
        }
    }

    /** What kubectl said when it installed the definitions. */
    String installation() {
        return installation;
    }

    KubernetesClient client() {
        return server.client();
    }

    /** A resource as written, without the defaults that the Java types would add. */
    Resource<GenericKubernetesResource> asWritten(String yaml) {
        var resource = Serialization.unmarshal(yaml, GenericKubernetesResource.class);
        return client().genericKubernetesResources(resource.getApiVersion(), resource.getKind())
                .inNamespace(NAMESPACE)
                .resource(resource);
    }

    /** The output of kubectl. Fails with the output when kubectl does. */
    String kubectl(String... arguments) {
        Map<String, String> environment =
                Map.of("KUBECONFIG", server.kubeConfigFile().toString());
        return new Program(server.kubectl(), environment).run(arguments);
    }

    @Override
    public void close() {
        server.close();
    }

    /** Hands the same installation to all tests of a run; it ends with the last of them. */
    static final class Shared implements BeforeAllCallback, ParameterResolver {

        private static final ExtensionContext.Namespace STORE = ExtensionContext.Namespace.create(Shared.class);

        /** Starts it here, so that a failure is reported once for a class and not waited for in every test. */
        @Override
        public void beforeAll(ExtensionContext context) {
            installed(context);
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == InstalledApi.class;
        }

        @Override
        public InstalledApi resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return installed(context);
        }

        private static InstalledApi installed(ExtensionContext context) {
            return context.getRoot()
                    .getStore(STORE)
                    .computeIfAbsent(InstalledApi.class, key -> InstalledApi.start(), InstalledApi.class);
        }
    }
}
