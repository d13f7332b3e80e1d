package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Finding;
import dev.sluice.analysis.migration.AnalysisResult;
import dev.sluice.analysis.migration.MigrationAnalysis;
import dev.sluice.analysis.migration.MigrationFile;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.MigrationSettings;
import dev.sluice.analysis.migration.Wrapping;
import dev.sluice.analysis.observe.Forecast;
import dev.sluice.analysis.observe.Forecasts;
import dev.sluice.analysis.observe.Observation;
import dev.sluice.analysis.observe.StatementWatch;
import dev.sluice.analysis.parse.SourceText;
import dev.sluice.analysis.parse.StatementParser;
import dev.sluice.analysis.schema.PostgresVersion;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.SessionCommand;
import dev.sluice.analysis.statement.Span;
import dev.sluice.analysis.statement.Statement;
import dev.sluice.sql.script.ScriptPart;
import dev.sluice.sql.script.ScriptReader;
import dev.sluice.sql.script.TransactionCommand;
import dev.sluice.sql.source.Position;
import dev.sluice.sql.source.Positions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Runs a file on a server, statement by statement, beside what the analysis says of it. */
final class ScriptRun {

    private final StatementWatch watch;
    private final MigrationSettings settings;
    private final AdviceTrial advice;

    ScriptRun(StatementWatch watch, MigrationSettings settings) {
        this.watch = watch;
        this.settings = settings;
        this.advice = new AdviceTrial(watch);
    }

    /** What is advised, as far as it has been run. */
    AdviceTrial advice() {
        return advice;
    }

    /**
     * A statement that was run.
     *
     * @param line where it begins
     * @param forecast what the analysis says of it, the findings apart
     * @param old the tables that were there before the file
     */
    record Compared(
            String place,
            int line,
            Statement statement,
            String sql,
            Forecast forecast,
            List<Finding> findings,
            Set<Name> old,
            Observation seen) {

        @Override
        public String toString() {
            return place + ":" + line + " " + sql.replaceAll("\\s+", " ");
        }
    }

    /** Runs the last of the files; those before it have run. */
    List<Compared> run(List<MigrationFile> files) throws SQLException {
        MigrationFile file = files.get(files.size() - 1);
        Forecasts forecasts = new Forecasts(Rules.all());
        List<MigrationRule> rules = new ArrayList<>(Rules.all());
        rules.add(forecasts);
        AnalysisResult result = new MigrationAnalysis(rules, settings).analyze(files);
        Positions positions = new Positions(file.text());
        List<Compared> compared = new ArrayList<>();
        List<Span> statements = statements(file.text());
        boolean message = settings.wrapping() == Wrapping.ONE_MESSAGE && statements.size() > 1;
        watch.beginFile();
        if (settings.wrapping() == Wrapping.TRANSACTION) {
            watch.begin();
        }
        for (Span span : statements) {
            if (message && !watch.isOpen()) {
                watch.begin();
            }
            String sql = span.in(file.text());
            Statement statement = parse(file.text(), span);
            if (statement instanceof SessionCommand.Transaction control) {
                transaction(control.command(), sql);
                continue;
            }
            Position from = positions.at(span.from());
            Position to = positions.at(span.to());
            List<Finding> findings = result.findings().stream()
                    .filter(finding -> finding.location().file().equals(file.path())
                            && finding.location().from().compareTo(from) >= 0
                            && finding.location().from().compareTo(to) < 0)
                    .toList();
            List<Finding> later = advice.before(findings);
            Observation seen = watch.run(sql);
            advice.behind(later, settings.version().isAtLeast(PostgresVersion.NEWEST) ? null : seen.failure());
            Forecast forecast = forecasts.of(files.size() - 1, span);
            compared.add(new Compared(file.path(), from.line(), statement, sql, forecast, findings, watch.old(), seen));
        }
        if (watch.isOpen()) {
            watch.commit();
        }
        return compared;
    }

    /** Runs a text without looking. */
    void prepare(String text) throws SQLException {
        for (Span span : statements(text)) {
            watch.execute(span.in(text));
        }
    }

    private void transaction(TransactionCommand command, String sql) throws SQLException {
        if (command == TransactionCommand.BEGIN && !watch.isOpen()) {
            watch.begin();
        } else if (command == TransactionCommand.COMMIT && watch.isOpen()) {
            watch.commit();
        } else if (command == TransactionCommand.ROLLBACK && watch.isOpen()) {
            watch.rollback();
        } else {
            watch.execute(sql);
        }
    }

    static List<Span> statements(String text) {
        List<Span> spans = new ArrayList<>();
        ScriptReader reader = new ScriptReader(text, 0, text.length());
        for (ScriptPart part = reader.next(); part != null; part = reader.next()) {
            boolean run = part instanceof dev.sluice.sql.script.Statement statement
                    && !text.substring(statement.precededFrom(), part.start()).contains("-- unverified: ");
            if (run) {
                spans.add(new Span(part.start(), part.end()));
            }
        }
        return spans;
    }

    static Statement parse(String text, Span span) {
        return new StatementParser(SourceText.of(text)).parse(span).statement();
    }
}
