package dev.sluice.analysis.migration;

import dev.sluice.analysis.finding.Finding;
import dev.sluice.analysis.finding.Location;
import dev.sluice.analysis.finding.Omitted;
import dev.sluice.analysis.finding.Severity;
import java.util.List;
import java.util.Optional;

/**
 * What an analysis says of a set of migrations.
 *
 * @param findings in the order of the files, and in each in the order of the text
 * @param files all that were judged, in order, those without findings too
 * @param unread the statements that no grammar took; the rules that need the words only have seen them
 */
public record AnalysisResult(List<Finding> findings, List<AnalyzedFile> files, List<UnreadStatement> unread) {

    /** Copies the lists. */
    public AnalysisResult {
        findings = List.copyOf(findings);
        files = List.copyOf(files);
        unread = List.copyOf(unread);
    }

    /**
     * A file that was judged.
     *
     * @param statements how many it has
     * @param omitted its findings beyond {@link MigrationAnalysis#MOST_FINDINGS}, which are counted only
     */
    public record AnalyzedFile(String path, int statements, Omitted omitted) {}

    /**
     * A statement that could not be read in full.
     *
     * @param location where reading stopped
     * @param words its first words, in lower case
     * @param reason part of a sentence
     */
    public record UnreadStatement(Location location, String words, String reason) {}

    /** The severity of the worst finding; empty when there is none. */
    public Optional<Severity> risk() {
        return findings.stream().map(Finding::severity).max(Severity::compareTo);
    }
}
