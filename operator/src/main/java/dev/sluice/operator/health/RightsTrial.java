package dev.sluice.operator.health;

import dev.sluice.operator.health.WatchTrial.Lack;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectRulesReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectRulesReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.inject.Singleton;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Asks the API server what the operator may do. One request tells all that is granted in a namespace; only where the server
 * says that it cannot list everything, each right that is not listed is a request. Thread-safe.
 */
@Singleton
class RightsTrial {

    private static final Logger LOG = Logger.getLogger(RightsTrial.class);

    /** No namespace can have this name: what is granted there is granted everywhere. */
    private static final String NO_NAMESPACE = "-";

    private final KubernetesClient client;

    RightsTrial(KubernetesClient client) {
        this.client = client;
    }

    /** What is not allowed of this in this namespace, or in all when it is empty; one sentence for each kind of objects. */
    List<Lack> lacks(List<Access> needed, String namespace) {
        try {
            List<Access> missing = missing(needed, namespace);
            return !missing.isEmpty() && missing.equals(needed)
                    ? List.of(lack("The operator has none of the rights that it needs", namespace))
                    : missing.stream()
                            .map(access -> lack("The operator may not " + access, namespace))
                            .toList();
        } catch (KubernetesClientException e) {
            return unanswered(e);
        }
    }

    /** What is not allowed of what it takes to lead by this lease, and to hand it over. */
    List<Lack> lacksOfTheLease(String lease, String namespace) {
        // What is created has no name yet when it is asked whether that is allowed.
        List<Access> needed = List.of(
                new Access("coordination.k8s.io", "leases", lease, List.of("get", "patch")),
                Access.to("coordination.k8s.io", "leases", "create"));
        try {
            return missing(needed, namespace).stream()
                    .map(access -> new Lack(
                            "The operator may not " + access + " in namespace " + namespace
                                    + ", so it cannot lead or hand over as it should: grant its service account what the"
                                    + " chart's Role for the lease " + lease + " holds.",
                            "",
                            true))
                    .toList();
        } catch (KubernetesClientException e) {
            return unanswered(e);
        }
    }

    private List<Access> missing(List<Access> needed, String namespace) {
        Optional<GrantedRules> granted = granted(namespace);
        return needed.stream()
                .map(access -> access.only(access.verbs().stream()
                        .filter(verb -> !isAllowed(access, verb, namespace, granted))
                        .toList()))
                .filter(access -> !access.verbs().isEmpty())
                .toList();
    }

    private boolean isAllowed(Access access, String verb, String namespace, Optional<GrantedRules> granted) {
        if (granted.isPresent() && granted.get().allow(access, verb)) {
            return true;
        }
        if (granted.isEmpty() && access.mayBeByName()) {
            // Without a list nobody tells the names; what misses the right says so.
            return true;
        }
        boolean complete = granted.isPresent() && granted.get().isComplete();
        return !complete && isAllowedByItself(access, verb, namespace);
    }

    private Optional<GrantedRules> granted(String namespace) {
        SelfSubjectRulesReview question = new SelfSubjectRulesReviewBuilder()
                .withNewSpec()
                .withNamespace(namespace.isEmpty() ? NO_NAMESPACE : namespace)
                .endSpec()
                .build();
        try {
            return Optional.of(new GrantedRules(client.authorization()
                    .v1()
                    .selfSubjectRulesReview()
                    .create(question)
                    .getStatus()));
        } catch (KubernetesClientException e) {
            rethrowUnlessRefused(e);
            return Optional.empty();
        }
    }

    private boolean isAllowedByItself(Access access, String verb, String namespace) {
        String[] parts = access.resource().split("/", 2);
        SelfSubjectAccessReview question = new SelfSubjectAccessReviewBuilder()
                .withNewSpec()
                .withNewResourceAttributes()
                .withGroup(access.group())
                .withResource(parts[0])
                .withSubresource(parts.length > 1 ? parts[1] : "")
                .withName(access.name())
                .withVerb(verb)
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
            rethrowUnlessRefused(e);
            // Who may not ask is not told; what misses the right says so.
            return true;
        }
    }

    private static void rethrowUnlessRefused(KubernetesClientException e) {
        if (e.getCode() != HttpURLConnection.HTTP_FORBIDDEN && e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
            throw e;
        }
        LOG.debugf("It could not be asked what the operator may do: %s", e.getMessage());
    }

    private static Lack lack(String what, String namespace) {
        return new Lack(WatchTrial.withRemedy(what, namespace), "", true);
    }

    private List<Lack> unanswered(KubernetesClientException e) {
        return List.of(new Lack(
                "The API server at " + client.getMasterUrl() + " could not be asked what the operator may do.",
                " The API server said: " + e.getMessage(),
                false));
    }
}
