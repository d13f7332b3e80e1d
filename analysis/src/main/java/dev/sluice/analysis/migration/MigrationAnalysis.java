package dev.sluice.analysis.migration;

import dev.sluice.analysis.finding.Finding;
import dev.sluice.analysis.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Judges migrations by rules. The files are taken to run one after the other, in the order in which they are given.
 * Nothing is connected to or written; a result depends on nothing but files, rules and settings. Immutable, and safe for
 * use by several threads.
 */
public final class MigrationAnalysis {

    /** Of one file, no more findings than this are given, the worst; the others are counted. */
    public static final int MOST_FINDINGS = 2_000;

    private final List<MigrationRule> rules;
    private final List<RuleInfo> known;
    private final MigrationSettings settings;

    /**
     * An analysis with those rules.
     *
     * @throws IllegalArgumentException if the settings name a rule that is not among them
     */
    public MigrationAnalysis(List<MigrationRule> rules, MigrationSettings settings) {
        this.rules = List.copyOf(rules);
        this.settings = settings;
        this.known = Stream.concat(rules.stream().map(MigrationRule::info), EngineRules.ALL.stream())
                .toList();
        Set<String> unknown = new TreeSet<>(settings.rules().keySet());
        unknown.removeAll(known.stream().map(RuleInfo::id).collect(Collectors.toSet()));
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("settings for rules that do not exist: " + String.join(", ", unknown));
        }
    }

    /** All rules that it knows, used or not, with what the analysis itself reports. */
    public List<RuleInfo> rules() {
        return known;
    }

    /** Judges the files that have not been applied, with what those before each of them make. */
    public AnalysisResult analyze(List<MigrationFile> files) {
        Schema schema = settings.schema();
        Numbering transactions = new Numbering();
        CarriedSession session = new CarriedSession(Session.given(settings));
        List<FileRun> runs = new ArrayList<>();
        try (FilesAhead ahead = new FilesAhead(files)) {
            for (int i = 0; i < files.size(); i++) {
                Session begin = session.before(files.get(i));
                FileRun run = new FileRun(rules, settings, ahead.next(), i, transactions, schema, begin);
                schema = run.schema();
                session.after(run.file(), run.session());
                runs.add(run);
            }
        }
        return result(runs, schema);
    }

    private AnalysisResult result(List<FileRun> runs, Schema last) {
        List<Finding> findings = new ArrayList<>();
        List<AnalysisResult.AnalyzedFile> files = new ArrayList<>();
        List<AnalysisResult.UnreadStatement> unread = new ArrayList<>();
        for (FileRun run : runs) {
            if (!run.file().applied()) {
                Candidates.Left left = run.findings(last, known);
                findings.addAll(left.findings());
                files.add(new AnalysisResult.AnalyzedFile(run.file().path(), run.statements(), left.omitted()));
                unread.addAll(run.unread());
            }
        }
        return new AnalysisResult(findings, files, unread);
    }

    /** Numbers transactions over all files. */
    static final class Numbering {
        private int last;

        int next() {
            return ++last;
        }
    }
}
