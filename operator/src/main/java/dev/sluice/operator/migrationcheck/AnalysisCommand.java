package dev.sluice.operator.migrationcheck;

import java.util.List;

/** What the analysis is told, and what its exit codes mean. Pure. */
final class AnalysisCommand {

    /** The exit code for arguments, configuration or files that cannot be used. */
    static final int MISUSED = 2;

    private AnalysisCommand() {}

    /**
     * The arguments.
     *
     * @param configuration the path of the configuration file
     * @param path of the migrations, from the working folder on
     */
    static List<String> arguments(String configuration, String path) {
        // Whether the findings pass is judged here, so that a Job which has a report has succeeded.
        return List.of(
                "migrations", "check", "--config", configuration, "--format", "log", "--fail-on", "none", "--", path);
    }
}
