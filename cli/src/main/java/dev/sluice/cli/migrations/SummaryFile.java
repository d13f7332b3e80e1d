package dev.sluice.cli.migrations;

import dev.sluice.analysis.report.MigrationReport;
import dev.sluice.analysis.report.Tally;
import dev.sluice.cli.failure.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Risk and counts in one line, for the file that becomes the message with which a container ends: they are known there even
 * where the log with the report is lost.
 */
final class SummaryFile {

    /** Names the file; a kubelet reads at most 4,096 bytes of it. */
    static final String VARIABLE = "SLUICE_SUMMARY_FILE";

    private SummaryFile() {}

    /** Writes it where the environment names a file; what to say where that fails, else null. */
    static @Nullable String write(MigrationReport report, Map<String, String> environment) {
        String file = environment.getOrDefault(VARIABLE, "");
        if (file.isEmpty()) {
            return null;
        }
        try {
            Files.writeString(Path.of(file), text(report) + "\n");
            return null;
        } catch (IOException e) {
            return "the summary cannot be written to " + file + ", which " + VARIABLE + " names: " + Reason.of(e) + ".";
        }
    }

    static String text(MigrationReport report) {
        MigrationReport.Summary summary = report.summary();
        Tally issues = summary.issues();
        return "Risk " + report.risk().name().toLowerCase(Locale.ROOT) + ": " + issues.high() + " high, "
                + issues.medium() + " medium, " + issues.low() + " low findings in "
                + summary.migrations().total() + " migrations with " + summary.statements() + " statements"
                + (summary.unread() == 0 ? "" : ", of which " + summary.unread() + " could be read in part only") + ".";
    }
}
