package dev.sluice.operator.health;

import dev.sluice.api.v1alpha1.DatabaseCluster;
import dev.sluice.api.v1alpha1.MigrationCheck;
import dev.sluice.api.v1alpha1.QueryCachePolicy;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Says in a sentence what the operator cannot work without, before its watches fail for that reason with stack traces
 * alone. The watches go on to try; when Kubernetes ends the pod before they succeed, {@code kubectl describe pod} shows the
 * sentence as the container's last words.
 */
@Singleton
class Prerequisites {

    private static final Logger LOG = Logger.getLogger(Prerequisites.class);
    /** What the Quarkus extension puts there when nothing is configured. */
    private static final String NOT_NAMED = "QOSDK_USE_BUILDTIME_NAMESPACES";

    /** What the watches need; a right that is used later is missed by what uses it, in a condition or in the log. */
    private static final Kind CLUSTERS = new Kind(
            DatabaseCluster.class,
            "databaseclusters",
            List.of(
                    new Access(DatabaseCluster.GROUP, "databaseclusters", "watch"),
                    new Access("", "configmaps", "list"),
                    new Access("", "configmaps", "watch")));

    private static final Kind CHECKS = new Kind(
            MigrationCheck.class,
            "migrationchecks",
            List.of(
                    new Access(DatabaseCluster.GROUP, "migrationchecks", "watch"),
                    new Access("batch", "jobs", "list"),
                    new Access("batch", "jobs", "watch")));

    private static final Kind POLICIES = new Kind(
            QueryCachePolicy.class,
            "querycachepolicies",
            List.of(new Access(DatabaseCluster.GROUP, "querycachepolicies", "watch")));

    /** One verb on one kind of objects. */
    private record Access(String group, String resource, String verb) {}

    /** Resources that are served, and what serving them watches besides listing them. */
    private record Kind(Class<? extends HasMetadata> type, String plural, List<Access> watches) {}

    private final KubernetesClient client;
    private final List<String> namespaces;
    private final List<Kind> served;
    private final Path lastWords;
    private final List<String> missing = new ArrayList<>();

    Prerequisites(
            KubernetesClient client,
            @ConfigProperty(name = "sluice.termination-message-path", defaultValue = "/dev/termination-log")
                    Path lastWords,
            @ConfigProperty(name = "quarkus.operator-sdk.namespaces") Optional<List<String>> namespaces,
            @ConfigProperty(name = "sluice.migration-checks.enabled", defaultValue = "true") boolean migrationChecks,
            @ConfigProperty(name = "sluice.query-cache-policies.enabled", defaultValue = "true")
                    boolean cachePolicies) {
        this.client = client;
        this.lastWords = lastWords;
        this.served = Stream.of(CLUSTERS, CHECKS, POLICIES)
                .filter(kind -> migrationChecks || !kind.equals(CHECKS))
                .filter(kind -> cachePolicies || !kind.equals(POLICIES))
                .toList();
        this.namespaces = namespaces.filter(names -> !names.contains(NOT_NAMED)).orElse(List.of());
    }

    void check(@Observes @Priority(1) StartupEvent event) {
        served.forEach(this::check);
        if (!missing.isEmpty()) {
            leaveLastWords();
        }
    }

    // Once the watches have begun: what has been put right meanwhile is no reason of a later end.
    void checkAgain(@Observes @Priority(Integer.MAX_VALUE) StartupEvent event) {
        if (!missing.isEmpty()) {
            missing.clear();
            served.forEach(this::check);
            leaveLastWords();
        }
    }

    private void leaveLastWords() {
        try {
            if (Files.isWritable(lastWords)) {
                Files.writeString(lastWords, String.join("\n", missing));
            }
        } catch (IOException e) {
            LOG.warnf("What is missing could not be written to %s for kubectl describe: %s", lastWords, e.getMessage());
        }
    }

    private void isMissing(String sentence, String details) {
        missing.add(sentence);
        LOG.error(sentence + details);
    }

    private void check(Kind kind) {
        if (namespaces.isEmpty()) {
            check(kind, "");
        } else {
            namespaces.forEach(namespace -> check(kind, namespace));
        }
    }

    private void check(Kind kind, String namespace) {
        var resources = client.resources(kind.type());
        var one = new ListOptionsBuilder().withLimit(1L).build();
        try {
            if (namespace.isEmpty()) {
                resources.inAnyNamespace().list(one);
            } else {
                resources.inNamespace(namespace).list(one);
            }
        } catch (KubernetesClientException e) {
            isMissing(sentence(kind, namespace, e.getCode()), " The API server said: " + e.getMessage());
            return;
        }
        kind.watches().forEach(watch -> check(watch, namespace));
    }

    private void check(Access access, String namespace) {
        String what = access.verb() + " " + access.resource();
        try {
            if (!isAllowed(access, namespace)) {
                isMissing(forbidden(what, namespace), "");
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

    private String sentence(Kind kind, String namespace, int code) {
        return switch (code) {
            case HttpURLConnection.HTTP_NOT_FOUND ->
                "The CRD " + kind.plural() + "." + DatabaseCluster.GROUP
                        + " is not installed, so there is nothing to watch: apply it.";
            case HttpURLConnection.HTTP_FORBIDDEN -> forbidden("list " + kind.plural(), namespace);
            case HttpURLConnection.HTTP_UNAUTHORIZED ->
                "The API server does not accept the operator's token: see its service account.";
            default -> "The API server at " + client.getMasterUrl() + " could not be asked for " + kind.plural() + ".";
        };
    }
}
