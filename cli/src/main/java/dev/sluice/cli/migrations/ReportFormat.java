package dev.sluice.cli.migrations;

import dev.sluice.analysis.migration.MigrationAnalysis;
import dev.sluice.analysis.migration.MigrationSettings;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.rules.Rules;
import dev.sluice.analysis.report.FailOn;
import dev.sluice.analysis.report.GithubReport;
import dev.sluice.analysis.report.JunitReport;
import dev.sluice.analysis.report.MarkdownReport;
import dev.sluice.analysis.report.MigrationReport;
import dev.sluice.analysis.report.ReportFrame;
import dev.sluice.analysis.report.ReportJson;
import dev.sluice.analysis.report.SarifReport;
import dev.sluice.analysis.report.TextReport;
import java.util.List;
import java.util.function.Function;

/** The forms in which a report can be had; the names are those of {@code --format}. */
enum ReportFormat {
    TEXT,
    JSON,
    MARKDOWN,
    SARIF,
    JUNIT,
    GITHUB,
    LOG;

    /** Whether it says what a server did when the migrations were run. */
    boolean showsRun() {
        return this != SARIF && this != JUNIT && this != GITHUB;
    }

    /** Renders a report; colour is for the text only. */
    String render(MigrationReport report, FailOn failOn, boolean coloured, Function<String, String> texts) {
        return switch (this) {
            case TEXT -> TextReport.write(report, coloured, texts);
            case JSON -> ReportJson.write(report);
            case MARKDOWN -> MarkdownReport.write(report);
            case SARIF -> SarifReport.write(report, rules());
            case JUNIT -> JunitReport.write(report, failOn);
            case GITHUB -> GithubReport.write(report, failOn);
            case LOG -> ReportFrame.write(report);
        };
    }

    private static List<RuleInfo> rules() {
        return new MigrationAnalysis(Rules.all(), MigrationSettings.DEFAULT).rules();
    }
}
