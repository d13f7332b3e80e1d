package dev.sluice.operator.health;

import dev.sluice.api.v1alpha1.DatabaseCluster;
import dev.sluice.api.v1alpha1.MigrationCheck;
import dev.sluice.api.v1alpha1.QueryCachePolicy;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;

/**
 * Resources that are served, and what serving them takes besides listing them: all that the chart's roles grant for them. A
 * right that is used later, or seldom, is missed when it is too late.
 *
 * @param type the resources' class
 * @param plural their name in the API
 * @param rights what must be allowed
 */
record ServedKind(Class<? extends HasMetadata> type, String plural, List<Access> rights) {

    static final ServedKind CLUSTERS = new ServedKind(
            DatabaseCluster.class,
            "databaseclusters",
            List.of(
                    Access.to(DatabaseCluster.GROUP, "databaseclusters", "get", "watch"),
                    Access.to(DatabaseCluster.GROUP, "databaseclusters/status", "patch"),
                    Access.to("", "secrets", "get"),
                    Access.to("", "configmaps", "get", "list", "watch", "create", "update"),
                    Access.to("discovery.k8s.io", "endpointslices", "list", "watch"),
                    Access.to("", "events", "create")));

    static final ServedKind CHECKS = new ServedKind(
            MigrationCheck.class,
            "migrationchecks",
            List.of(
                    Access.to(DatabaseCluster.GROUP, "migrationchecks", "get", "watch"),
                    Access.to(DatabaseCluster.GROUP, "migrationchecks/status", "patch"),
                    Access.to("batch", "jobs", "get", "list", "watch", "create", "patch"),
                    Access.to("", "pods", "list"),
                    Access.to("", "pods/log", "get")));

    static final ServedKind POLICIES = new ServedKind(
            QueryCachePolicy.class,
            "querycachepolicies",
            List.of(
                    Access.to(DatabaseCluster.GROUP, "querycachepolicies", "get", "watch"),
                    Access.to(DatabaseCluster.GROUP, "querycachepolicies/status", "patch")));

    ServedKind {
        rights = List.copyOf(rights);
    }

    /** The name of their CRD. */
    String crd() {
        return plural + "." + DatabaseCluster.GROUP;
    }
}
