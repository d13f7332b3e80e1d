package dev.sluice.cli.migrations;

import dev.sluice.analysis.migration.MigrationSettings;
import dev.sluice.analysis.migration.Wrapping;
import dev.sluice.analysis.migration.files.Layout;
import dev.sluice.analysis.schema.Catalog;
import dev.sluice.analysis.schema.PostgresVersion;
import dev.sluice.analysis.schema.SearchPath;
import dev.sluice.cli.config.Config;
import dev.sluice.cli.config.GivenVersion;
import dev.sluice.cli.failure.CommandFailure;
import org.jspecify.annotations.Nullable;

/**
 * How files are read and judged: by the options and, where they say nothing, by the configuration.
 *
 * @param layout the tool's
 * @param versionGiven whether options or configuration name the server's version
 */
record Judgement(MigrationSettings settings, Layout layout, boolean versionGiven) {

    /**
     * Joins options and configuration.
     *
     * @throws CommandFailure if the option names a version that is none; the configuration has been looked at
     */
    static Judgement of(Config config, @Nullable String postgresVersion, @Nullable Layout tool, boolean noTransaction) {
        MigrationSettings settings = MigrationSettings.DEFAULT
                .rules(config.rules())
                .timeouts(isSet(config.lockTimeout()), isSet(config.statementTimeout()))
                .wrapping(
                        noTransaction || Boolean.FALSE.equals(config.transaction())
                                ? Wrapping.NONE
                                : Wrapping.TRANSACTION);
        String version = postgresVersion != null ? postgresVersion : config.postgresVersion();
        Layout layout = tool != null ? tool : layout(config.tool());
        return new Judgement(version == null ? settings : settings.version(version(version)), layout, version != null);
    }

    /** The same with what a live database knows; its version is taken where none was given. */
    Judgement with(Catalog catalog) {
        MigrationSettings live = settings.catalog(catalog);
        return new Judgement(versionGiven ? live.version(settings.version()) : live, layout, versionGiven);
    }

    /** The same for a database with that search path. */
    Judgement with(SearchPath path) {
        return new Judgement(settings.searchPath(path), layout, versionGiven);
    }

    /** Whether the version is neither given nor a live database's. */
    boolean versionAssumed() {
        return !versionGiven && settings.catalog() == null;
    }

    /** What to tell of the version; null for one that is known. */
    @Nullable
    String note() {
        return versionGiven && settings.version().major() > PostgresVersion.NEWEST
                ? "PostgreSQL " + settings.version()
                        + " is newer than the newest version that the rules know, and is judged" + " as "
                        + PostgresVersion.NEWEST + "."
                : null;
    }

    private static PostgresVersion version(String text) {
        try {
            return GivenVersion.parse(text);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure("--postgres-version: " + e.getMessage() + ".", e);
        }
    }

    private static Layout layout(@Nullable String tool) {
        return tool == null ? Layout.AUTO : new Choice.OfTool().convert(tool);
    }

    private static boolean isSet(@Nullable Boolean flag) {
        return Boolean.TRUE.equals(flag);
    }

    /** What judges files of that tool. */
    Check check(String tool) {
        return new Check(settings, tool);
    }
}
