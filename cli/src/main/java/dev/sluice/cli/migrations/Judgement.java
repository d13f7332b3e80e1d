package dev.sluice.cli.migrations;

import dev.sluice.analysis.migration.MigrationSettings;
import dev.sluice.analysis.migration.Wrapping;
import dev.sluice.analysis.migration.files.Layout;
import dev.sluice.analysis.schema.Catalog;
import dev.sluice.analysis.schema.PostgresVersion;
import dev.sluice.analysis.schema.SearchPath;
import dev.sluice.cli.config.Config;
import dev.sluice.cli.failure.CommandFailure;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.TypeConversionException;

/**
 * How files are read and judged: by the options and, where they say nothing, by the configuration.
 *
 * @param layout the tool's
 * @param versionGiven whether options or configuration name the server's version
 */
record Judgement(MigrationSettings settings, Layout layout, boolean versionGiven) {

    /** So many major versions ahead of the newest that is known a version may be: it has just been released, or will be. */
    private static final int AHEAD = 2;

    /**
     * Joins options and configuration.
     *
     * @throws CommandFailure if the configuration names a version or a tool that is none
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
        String where = postgresVersion != null ? "--postgres-version" : "postgresVersion in the configuration";
        Layout layout = tool != null ? tool : layout(config.tool());
        return new Judgement(
                version == null ? settings : settings.version(version(where, version)), layout, version != null);
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

    /** What to tell of the version; null for one that is known. */
    @Nullable
    String note() {
        return versionGiven && settings.version().major() > PostgresVersion.NEWEST
                ? "PostgreSQL " + settings.version()
                        + " is newer than the newest version that the rules know, and is judged" + " as "
                        + PostgresVersion.NEWEST + "."
                : null;
    }

    private static PostgresVersion version(String where, String text) {
        PostgresVersion version;
        try {
            version = PostgresVersion.parse(text);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(where + ": " + e.getMessage() + ".", e);
        }
        if (version.major() > PostgresVersion.NEWEST + AHEAD) {
            throw new CommandFailure(where + ": there is no PostgreSQL " + text + "; the rules know the versions from "
                    + PostgresVersion.OLDEST + " to " + PostgresVersion.NEWEST + ".");
        }
        return version;
    }

    private static Layout layout(@Nullable String tool) {
        try {
            return tool == null ? Layout.AUTO : new Choice.OfTool().convert(tool);
        } catch (TypeConversionException e) {
            throw new CommandFailure("the tool " + e.getMessage(), e);
        }
    }

    private static boolean isSet(@Nullable Boolean flag) {
        return Boolean.TRUE.equals(flag);
    }

    /** What judges files of that tool. */
    Check check(String tool) {
        return new Check(settings, tool);
    }
}
