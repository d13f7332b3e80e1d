package dev.sluice.cli.config;

import dev.sluice.analysis.migration.RuleSetting;
import dev.sluice.analysis.report.FailOn;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a configuration file says; null where it says nothing.
 *
 * @param postgresVersion the server's version
 * @param tool what runs the migrations
 * @param transaction false when the tool runs each statement by itself
 * @param failOn from which severity on a check fails
 * @param baseline a report, or a revision of git, whose findings do not count
 * @param lockTimeout whether something outside of the files sets a {@code lock_timeout}
 * @param statementTimeout the same of {@code statement_timeout}
 * @param paths what to check when the command names nothing; relative to the file's folder
 * @param rules by id
 */
public record Config(
        @Nullable String postgresVersion,
        @Nullable String tool,
        @Nullable Boolean transaction,
        @Nullable FailOn failOn,
        @Nullable String baseline,
        @Nullable Boolean lockTimeout,
        @Nullable Boolean statementTimeout,
        List<String> paths,
        Map<String, RuleSetting> rules) {

    /** No file, or an empty one. */
    public static final Config EMPTY = new Config(null, null, null, null, null, null, null, List.of(), Map.of());

    /** Copies list and map. */
    public Config {
        paths = List.copyOf(paths);
        rules = Map.copyOf(rules);
    }
}
