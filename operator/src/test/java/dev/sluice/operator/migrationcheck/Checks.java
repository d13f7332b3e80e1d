package dev.sluice.operator.migrationcheck;

import dev.sluice.analysis.finding.Finding;
import dev.sluice.analysis.finding.Location;
import dev.sluice.analysis.finding.Omitted;
import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.report.CheckedMigration;
import dev.sluice.analysis.report.Issue;
import dev.sluice.analysis.report.MigrationReport;
import dev.sluice.api.v1alpha1.MigrationCheck;
import dev.sluice.api.v1alpha1.MigrationCheckSpec;
import dev.sluice.api.v1alpha1.MigrationSource;
import dev.sluice.sql.source.Position;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/** Checks, settings and reports that tests begin with. */
final class Checks {

    private Checks() {}

    static MigrationCheck of(MigrationSource source) {
        return of(MigrationCheckSpec.of(source));
    }

    static MigrationCheck of(MigrationCheckSpec spec) {
        var check = new MigrationCheck();
        check.setMetadata(new ObjectMetaBuilder()
                .withNamespace("shop")
                .withName("orders")
                .withUid("7e0c7c0e-0f5e-4a3b-9d8e-2a5c7a1e3b11")
                .withGeneration(3L)
                .build());
        check.setSpec(spec);
        return check;
    }

    /** A check with this spec in YAML, as users write it. */
    static MigrationCheck ofSpec(String yaml) {
        return of(Serialization.unmarshal(yaml, MigrationCheckSpec.class));
    }

    static MigrationCheck ofConfigMap() {
        return of(MigrationSource.configMap("migrations"));
    }

    record Settings(
            boolean enabled,
            Optional<String> image,
            String imagePullPolicy,
            List<String> command,
            OptionalLong runAsUser,
            Optional<JobPod> pod,
            CheckSettings.ImageVolumes imageVolumes)
            implements CheckSettings {

        static Settings defaults() {
            return new Settings(
                    true,
                    Optional.of("registry.example.com/sluice-operator:1"),
                    "IfNotPresent",
                    List.of("java", "-jar", "/sluice/cli/sluice.jar"),
                    OptionalLong.of(65532),
                    Optional.empty(),
                    ImageVolumes.AUTO);
        }
    }

    /** A report with one file for each severity, whose only finding is of that severity. */
    static MigrationReport report(Severity... severities) {
        return report(List.of(severities), "It locks the table.");
    }

    static MigrationReport report(List<Severity> severities, String message) {
        return MigrationReport.of(
                "1.0.0",
                "16",
                "flyway",
                IntStream.range(0, severities.size())
                        .mapToObj(i -> migration("V" + (i + 1) + ".sql", severities.get(i), message))
                        .toList());
    }

    /** A report on files without findings. */
    static MigrationReport cleanReport(int files) {
        return MigrationReport.of(
                "1.0.0",
                "16",
                "flyway",
                IntStream.range(0, files)
                        .mapToObj(i -> new CheckedMigration("V" + (i + 1) + ".sql", 2, List.of(), List.of()))
                        .toList());
    }

    /** A report on one file, of which so many more findings are counted only. */
    static MigrationReport reportOmitting(Severity shown, Omitted more) {
        return MigrationReport.of(
                "1.0.0",
                "16",
                "flyway",
                List.of(migration("V1.sql", shown, "It locks the table.").omitting(more)));
    }

    private static CheckedMigration migration(String file, Severity severity, String message) {
        var location = new Location(file, new Position(4, 1), new Position(4, 20));
        var finding = new Finding("some-rule", severity, location, message, "Readers wait.", "Do it otherwise.", "");
        return new CheckedMigration(file, 1, List.of(), List.of(new Issue(finding, "0123456789abcdef", false)));
    }
}
