package dev.sluice.operator.migrationcheck;

import dev.sluice.analysis.report.InvalidReportException;
import dev.sluice.analysis.report.MigrationReport;
import dev.sluice.analysis.report.ReportJson;
import dev.sluice.api.v1alpha1.MigrationCheck;
import dev.sluice.api.v1alpha1.ReportStatus;
import dev.sluice.api.v1alpha1.RunStatus;
import dev.sluice.operator.kubernetes.ConfigMaps;
import dev.sluice.operator.kubernetes.Ownership;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Stores reports in ConfigMaps, by compare-and-set, and finds them there again. Keeps nothing. Thread-safe; blocks. */
@ApplicationScoped
class Reports {

    private static final Logger LOG = Logger.getLogger(Reports.class);
    private static final String RIGHTS = "get, create and update on configmaps";

    private final ConfigMaps configMaps;
    private final Clock clock;

    Reports(ConfigMaps configMaps, Clock clock) {
        this.configMaps = configMaps;
        this.clock = clock;
    }

    /**
     * Stores a report.
     *
     * @throws KubernetesClientException on a conflict, or when the API server does not answer; to be tried again
     */
    CheckResult store(MigrationCheck check, RunStatus run, MigrationReport report) {
        String name = check.reportConfigMapName();
        String what = "ConfigMap \"" + name + "\"";
        try {
            ConfigMap current = current(check);
            if (current != null && !Ownership.isOurs(check, current)) {
                return new CheckResult.Stuck(new Trouble(
                        "ConfigMapNotOwned",
                        what + " exists and does not belong to this resource, so the report cannot be stored. Delete or"
                                + " rename it. It is tried again."));
            }
            ConfigMap next = ReportConfigMap.of(check, run, report, current);
            configMaps.write(next, current);
            return new CheckResult.Reported(
                    report, new ReportStatus(name, ReportConfigMap.omitted(next), clock.instant()));
        } catch (KubernetesClientException e) {
            return new CheckResult.Stuck(Refusals.of(what, RIGHTS, e).orElseThrow(() -> e));
        }
    }

    /** The report of this very run, if it is stored: an operator may have ended after that and before it wrote the status. */
    Optional<CheckResult> find(MigrationCheck check, RunStatus run) {
        ConfigMap map = current(check);
        if (map == null || !ReportConfigMap.isOf(check, run, map)) {
            return Optional.empty();
        }
        String json = map.getData() == null ? null : map.getData().get(ReportConfigMap.KEY);
        if (json == null) {
            return Optional.empty();
        }
        try {
            var stored = new ReportStatus(map.getMetadata().getName(), ReportConfigMap.omitted(map), clock.instant());
            return Optional.of(new CheckResult.Reported(ReportJson.read(json), stored));
        } catch (InvalidReportException e) {
            LOG.warnf(
                    "The report in ConfigMap %s can't be read: %s",
                    map.getMetadata().getName(), e.getMessage());
            return Optional.empty();
        }
    }

    /** Whether there is a ConfigMap under the name of the report's. */
    boolean isThere(MigrationCheck check) {
        return current(check) != null;
    }

    private @Nullable ConfigMap current(MigrationCheck check) {
        return configMaps.find(check.getMetadata().getNamespace(), check.reportConfigMapName());
    }
}
