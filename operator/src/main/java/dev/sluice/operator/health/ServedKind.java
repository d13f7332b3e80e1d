package dev.sluice.operator.health;

import dev.sluice.api.v1alpha1.DatabaseCluster;
import dev.sluice.api.v1alpha1.MigrationCheck;
import dev.sluice.api.v1alpha1.QueryCachePolicy;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;

/**
 * Resources that are served, and what serving them watches besides listing them. A right that is used later is missed by
 * what uses it, in a condition or in the log.
 *
 * @param type the resources' class
 * @param plural their name in the API
 * @param watches what must be allowed
 */
record ServedKind(Class<? extends HasMetadata> type, String plural, List<Access> watches) {

    static final ServedKind CLUSTERS = new ServedKind(
            DatabaseCluster.class,
            "databaseclusters",
            List.of(
                    new Access(DatabaseCluster.GROUP, "databaseclusters", "watch"),
                    new Access("", "configmaps", "list"),
                    new Access("", "configmaps", "watch")));

    static final ServedKind CHECKS = new ServedKind(
            MigrationCheck.class,
            "migrationchecks",
            List.of(
                    new Access(DatabaseCluster.GROUP, "migrationchecks", "watch"),
                    new Access("batch", "jobs", "list"),
                    new Access("batch", "jobs", "watch")));

    static final ServedKind POLICIES = new ServedKind(
            QueryCachePolicy.class,
            "querycachepolicies",
            List.of(new Access(DatabaseCluster.GROUP, "querycachepolicies", "watch")));

    ServedKind {
        watches = List.copyOf(watches);
    }

    /** The name of their CRD. */
    String crd() {
        return plural + "." + DatabaseCluster.GROUP;
    }

    /** One verb on one kind of objects. */
    record Access(String group, String resource, String verb) {

        @Override
        public String toString() {
            return verb + " " + resource;
        }
    }
}
