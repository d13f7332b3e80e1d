package dev.sluice.operator.migrationcheck;

import java.util.ArrayList;
import java.util.List;

/** What the analysis is told, and what its exit codes mean. Pure. */
final class AnalysisCommand {

    /** The exit code for arguments, configuration or files that cannot be used. */
    static final int MISUSED = 2;

    /** The exit code when the database cannot be reached or read. */
    static final int NO_DATABASE = 4;

    /** Names the file that gets risk and counts in a line. */
    static final String SUMMARY_FILE = "SLUICE_SUMMARY_FILE";

    private AnalysisCommand() {}

    /**
     * The arguments.
     *
     * @param configuration the path of the configuration file
     * @param path of the migrations, from the working folder on
     * @param more those that name a live database and what was found earlier; none without
     */
    static List<String> arguments(String configuration, String path, List<String> more) {
        // Whether the findings pass is judged here, so that a Job which has a report has succeeded.
        List<String> arguments = new ArrayList<>(List.of("migrations", "check", "--config", configuration));
        arguments.addAll(more);
        arguments.addAll(List.of("--format", "log", "--fail-on", "none", "--", path));
        return List.copyOf(arguments);
    }
}
