package dev.sluice.operator.health;

import dev.sluice.api.v1alpha1.DatabaseCluster;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.inject.Singleton;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/** Asks the API server whether resources can be watched. A few small requests; thread-safe. */
@Singleton
class WatchTrial {

    private static final Logger LOG = Logger.getLogger(WatchTrial.class);

    private final KubernetesClient client;

    WatchTrial(KubernetesClient client) {
        this.client = client;
    }

    /**
     * Something that is in the way.
     *
     * @param sentence what, and what to do
     * @param answer what the API server said, or empty
     * @param lasting false when the API server only did not answer, which says nothing of what it allows
     */
    record Lack(String sentence, String answer, boolean lasting) {}

    /** What is in the way of serving resources of this kind in this namespace, or in all when it is empty. */
    List<Lack> lacks(ServedKind kind, String namespace) {
        var resources = client.resources(kind.type());
        var one = new ListOptionsBuilder().withLimit(1L).build();
        try {
            if (namespace.isEmpty()) {
                resources.inAnyNamespace().list(one);
            } else {
                resources.inNamespace(namespace).list(one);
            }
        } catch (KubernetesClientException e) {
            return List.of(lack(kind, namespace, e));
        }
        List<Lack> lacks = new ArrayList<>();
        for (ServedKind.Access access : kind.watches()) {
            if (!isAllowed(access, namespace)) {
                lacks.add(new Lack(forbidden(access.toString(), namespace), "", true));
            }
        }
        return lacks;
    }

    private boolean isAllowed(ServedKind.Access access, String namespace) {
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
        try {
            return client.authorization()
                    .v1()
                    .selfSubjectAccessReview()
                    .create(question)
                    .getStatus()
                    .getAllowed();
        } catch (KubernetesClientException e) {
            // The watch itself tells.
            LOG.debugf("It could not be asked whether the operator may %s: %s", access, e.getMessage());
            return true;
        }
    }

    private static String forbidden(String access, String namespace) {
        return namespace.isEmpty()
                ? "The operator may not " + access
                        + " in all namespaces: grant its service account what the chart's roles"
                        + " hold, or name the namespaces that it serves."
                : "The operator may not " + access + " in namespace " + namespace
                        + ": grant its service account what the chart's roles hold, or take the namespace from those that"
                        + " it serves.";
    }

    private Lack lack(ServedKind kind, String namespace, KubernetesClientException e) {
        String answer = " The API server said: " + e.getMessage();
        return switch (e.getCode()) {
            case HttpURLConnection.HTTP_NOT_FOUND ->
                new Lack(
                        "The CRD " + kind.plural() + "." + DatabaseCluster.GROUP
                                + " is not installed, so there is nothing to watch: apply it.",
                        answer,
                        true);
            case HttpURLConnection.HTTP_FORBIDDEN ->
                new Lack(forbidden("list " + kind.plural(), namespace), answer, true);
            case HttpURLConnection.HTTP_UNAUTHORIZED ->
                new Lack("The API server does not accept the operator's token: see its service account.", answer, true);
            default ->
                new Lack(
                        "The API server at " + client.getMasterUrl() + " could not be asked for " + kind.plural() + ".",
                        answer,
                        false);
        };
    }
}
