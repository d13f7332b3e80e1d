package dev.sluice.operator.health;

import dev.sluice.api.v1alpha1.DatabaseCluster;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Says in a sentence what the operator cannot work without, before its watches fail for that reason with stack traces
 * alone. The watches go on to try.
 */
@Singleton
class Prerequisites {

    private static final Logger LOG = Logger.getLogger(Prerequisites.class);
    /** What the Quarkus extension puts there when nothing is configured. */
    private static final String NOT_NAMED = "QOSDK_USE_BUILDTIME_NAMESPACES";

    private static final String CRD = "databaseclusters." + DatabaseCluster.GROUP;

    /** What the watches need; a right that is used later is missed by what uses it, in a condition or in the log. */
    private static final List<Access> WATCHES = List.of(
            new Access(DatabaseCluster.GROUP, "databaseclusters", "watch"),
            new Access("", "configmaps", "list"),
            new Access("", "configmaps", "watch"));

    /** One verb on one kind of objects. */
    private record Access(String group, String resource, String verb) {}

    private final KubernetesClient client;
    private final List<String> namespaces;

    Prerequisites(
            KubernetesClient client,
            @ConfigProperty(name = "quarkus.operator-sdk.namespaces") Optional<List<String>> namespaces) {
        this.client = client;
        this.namespaces = namespaces.filter(names -> !names.contains(NOT_NAMED)).orElse(List.of());
    }

    void check(@Observes @Priority(1) StartupEvent event) {
        if (namespaces.isEmpty()) {
            check("");
        } else {
            namespaces.forEach(this::check);
        }
    }

    private void check(String namespace) {
        var kind = client.resources(DatabaseCluster.class);
        var one = new ListOptionsBuilder().withLimit(1L).build();
        try {
            if (namespace.isEmpty()) {
                kind.inAnyNamespace().list(one);
            } else {
                kind.inNamespace(namespace).list(one);
            }
        } catch (KubernetesClientException e) {
            LOG.error(sentence(namespace, e.getCode()) + " The API server said: " + e.getMessage());
            return;
        }
        WATCHES.forEach(watch -> check(watch, namespace));
    }

    private void check(Access access, String namespace) {
        String what = access.verb() + " " + access.resource();
        try {
            if (!isAllowed(access, namespace)) {
                LOG.error(forbidden(what, namespace));
            }
        } catch (KubernetesClientException e) {
            LOG.warn("It could not be asked whether the operator may " + what + ": " + e.getMessage());
        }
    }

    private boolean isAllowed(Access access, String namespace) {
        SelfSubjectAccessReview question = new SelfSubjectAccessReviewBuilder()
                .withNewSpec()
                .withNewResourceAttributes()
                .withGroup(access.group())
                .withResource(access.resource())
                .withVerb(access.verb())
                .withNamespace(namespace)
                .endResourceAttributes()
                .endSpec()
                .build();
        return client.authorization()
                .v1()
                .selfSubjectAccessReview()
                .create(question)
                .getStatus()
                .getAllowed();
    }

    private static String forbidden(String access, String namespace) {
        return "The operator may not " + access + " "
                + (namespace.isEmpty() ? "in all namespaces" : "in namespace " + namespace)
                + ": grant its service account what the chart's roles hold, or name the namespaces that it serves.";
    }

    private String sentence(String namespace, int code) {
        return switch (code) {
            case HttpURLConnection.HTTP_NOT_FOUND ->
                "The CRD " + CRD + " is not installed, so there is nothing to watch: apply it.";
            case HttpURLConnection.HTTP_FORBIDDEN -> forbidden("list databaseclusters", namespace);
            case HttpURLConnection.HTTP_UNAUTHORIZED ->
                "The API server does not accept the operator's token: see its service account.";
            default -> "The API server at " + client.getMasterUrl() + " could not be asked for databaseclusters.";
        };
    }
}
