package dev.sluice.cli.verify;

import dev.sluice.analysis.finding.Finding;
import dev.sluice.analysis.migration.MigrationAnalysis;
import dev.sluice.analysis.migration.MigrationFile;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.MigrationSettings;
import dev.sluice.analysis.migration.rules.Rules;
import dev.sluice.analysis.observe.Comparison;
import dev.sluice.analysis.observe.Forecasts;
import dev.sluice.analysis.observe.StatementWatch;
import dev.sluice.analysis.report.Issue;
import dev.sluice.analysis.report.MigrationReport;
import dev.sluice.analysis.report.Verification;
import dev.sluice.analysis.report.VerifiedStatement;
import dev.sluice.cli.failure.CommandFailure;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Runs migrations on a scratch database as their tool would, up to the first that fails. */
public final class MigrationRun {

    private final ScratchDatabase scratch;
    private final MigrationSettings settings;

    /** Runs on that database, with what the settings say is around a file. */
    public MigrationRun(ScratchDatabase scratch, MigrationSettings settings) {
        this.scratch = scratch;
        this.settings = settings;
    }

    /**
     * Runs all files in that order.
     *
     * @param report what the rules say of them
     * @return the report with what happened
     * @throws CommandFailure if something in them cannot be run from here, the database is not plainly a scratch one, or the
     *     connection is lost; of all of these but the last nothing has been run
     */
    public MigrationReport run(List<MigrationFile> files, MigrationReport report) {
        List<Script> scripts = files.stream().map(Script::of).toList();
        List<String> obstacles =
                scripts.stream().flatMap(script -> script.obstacles().stream()).toList();
        if (!obstacles.isEmpty()) {
            throw new CommandFailure(obstacles.get(0)
                    + ", which --verify cannot run: it sends what stands in the files,"
                    + " and nothing else. Nothing was run"
                    + (obstacles.size() > 1 ? "; there are " + (obstacles.size() - 1) + " more such places." : "."));
        }
        scratch.check(
                scripts.stream().flatMap(script -> script.outreach().stream()).toList());
        try {
            return report.withVerification(run(scripts, report.issues()));
        } catch (SQLException e) {
            throw scratch.failed(e);
        }
    }

    private Verification run(List<Script> scripts, List<Issue> issues) throws SQLException {
        Forecasts forecasts = new Forecasts(Rules.all());
        new MigrationAnalysis(List.of(forecasts), settings.rules(Map.of()))
                .analyze(scripts.stream().map(Script::file).toList());
        Comparison comparison = new Comparison(
                Rules.all().stream().map(MigrationRule::info).toList(),
                settings.version().major());
        Map<String, List<Finding>> findings = issues.stream()
                .map(Issue::finding)
                .collect(Collectors.groupingBy(finding -> finding.location().file()));
        StatementWatch watch = scratch.watch();
        List<VerifiedStatement> statements = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        Verification.@Nullable Failure failure = null;
        for (int i = 0; i < scripts.size() && failure == null; i++) {
            Script script = scripts.get(i);
            scratch.renew();
            watch.beginFile();
            ScriptRun run = new ScriptRun(
                    scratch,
                    watch,
                    script,
                    new Differences(
                            comparison,
                            forecasts,
                            i,
                            findings.getOrDefault(script.file().path(), List.of())));
            failure = run.run(settings.wrapping());
            statements.addAll(run.statements());
            notes.addAll(run.notes());
        }
        return new Verification(scratch.toString(), scratch.serverVersion(), statements, notes, failure);
    }
}
