package dev.sluice.cli.migrations;

import dev.sluice.analysis.finding.Finding;
import dev.sluice.analysis.migration.AnalysisResult;
import dev.sluice.analysis.migration.MigrationAnalysis;
import dev.sluice.analysis.migration.MigrationFile;
import dev.sluice.analysis.migration.MigrationSettings;
import dev.sluice.analysis.migration.rules.Rules;
import dev.sluice.analysis.report.CheckedMigration;
import dev.sluice.analysis.report.MigrationReport;
import dev.sluice.analysis.schema.Catalog;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Judges files and makes the report.
 *
 * @param tool its name in the report
 */
record Check(MigrationSettings settings, String tool) {

    /** The ids that settings may name. */
    static Set<String> ruleIds() {
        return new MigrationAnalysis(Rules.all(), MigrationSettings.DEFAULT)
                .rules().stream().map(rule -> rule.id()).collect(Collectors.toSet());
    }

    /** Judges the files in that order. */
    MigrationReport of(List<MigrationFile> files) {
        AnalysisResult result = new MigrationAnalysis(Rules.all(), settings).analyze(files);
        Map<String, List<Finding>> findings = result.findings().stream()
                .collect(Collectors.groupingBy(finding -> finding.location().file()));
        Map<String, List<CheckedMigration.Unread>> unread = result.unread().stream()
                .collect(Collectors.groupingBy(
                        statement -> statement.location().file(),
                        Collectors.mapping(
                                statement -> new CheckedMigration.Unread(statement.location(), statement.reason()),
                                Collectors.toList())));
        Map<String, String> texts = new LinkedHashMap<>();
        files.forEach(file -> texts.put(file.path(), file.text()));
        List<CheckedMigration> migrations = result.files().stream()
                .map(file -> CheckedMigration.of(
                                file.path(),
                                texts.getOrDefault(file.path(), ""),
                                file.statements(),
                                unread.getOrDefault(file.path(), List.of()),
                                findings.getOrDefault(file.path(), List.of()))
                        .omitting(file.omitted()))
                .toList();
        MigrationReport report =
                MigrationReport.of(SluiceVersion.read(), settings.version().toString(), tool, migrations);
        Catalog catalog = settings.catalog();
        return catalog == null
                ? report
                : report.with(new MigrationReport.Database(
                        catalog.version().toString(), catalog.tables().size()));
    }
}
