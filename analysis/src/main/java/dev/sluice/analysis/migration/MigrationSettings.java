package dev.sluice.analysis.migration;

import dev.sluice.analysis.schema.Catalog;
import dev.sluice.analysis.schema.PostgresVersion;
import dev.sluice.analysis.schema.Schema;
import dev.sluice.analysis.schema.SearchPath;
import dev.sluice.analysis.schema.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an analysis is told beside the files.
 *
 * @param version the server's; a catalog brings its own
 * @param wrapping what the tool puts around a file that does not say it itself
 * @param rules by id; a rule that is not named is used as it is
 * @param newness which tables count as new
 * @param lockTimeout whether the tool, the role or the database sets a {@code lock_timeout} for each migration
 * @param statementTimeout the same of {@code statement_timeout}
 * @param smallRows a table with fewer rows, and fewer bytes than {@code smallBytes}, is small: work on it is over in well
 *     under a second, so that what blocks it or changes its rows is of low severity
 * @param catalog the live database, which brings its search path; null without one
 * @param searchPath where a name without a schema is when a session begins
 */
public record MigrationSettings(
        PostgresVersion version,
        Wrapping wrapping,
        Map<String, RuleSetting> rules,
        Newness newness,
        boolean lockTimeout,
        boolean statementTimeout,
        long smallRows,
        long smallBytes,
        @Nullable Catalog catalog,
        SearchPath searchPath) {

    /** PostgreSQL 18, each statement a transaction, all rules as they are, no catalog, small below 10,000 rows and 16 MiB. */
    public static final MigrationSettings DEFAULT = new MigrationSettings(
            PostgresVersion.of(18),
            Wrapping.NONE,
            Map.of(),
            Newness.SAME_FILE,
            false,
            false,
            10_000,
            16L << 20,
            null,
            SearchPath.PUBLIC);

    /** Copies the map. */
    public MigrationSettings {
        rules = Map.copyOf(rules);
    }

    /** Whether work on a table of that size is over in well under a second. */
    boolean isSmall(Size size) {
        return size.mostRows() < smallRows && size.bytes() < smallBytes;
    }

    /** The same for another version. */
    public MigrationSettings version(PostgresVersion other) {
        return new MigrationSettings(
                other,
                wrapping,
                rules,
                newness,
                lockTimeout,
                statementTimeout,
                smallRows,
                smallBytes,
                catalog,
                searchPath);
    }

    /** The same for another tool. */
    public MigrationSettings wrapping(Wrapping other) {
        return new MigrationSettings(
                version,
                other,
                rules,
                newness,
                lockTimeout,
                statementTimeout,
                smallRows,
                smallBytes,
                catalog,
                searchPath);
    }

    /** The same with other settings of rules. */
    public MigrationSettings rules(Map<String, RuleSetting> other) {
        return new MigrationSettings(
                version,
                wrapping,
                other,
                newness,
                lockTimeout,
                statementTimeout,
                smallRows,
                smallBytes,
                catalog,
                searchPath);
    }

    /** The same with another notion of what is new. */
    public MigrationSettings newness(Newness other) {
        return new MigrationSettings(
                version,
                wrapping,
                rules,
                other,
                lockTimeout,
                statementTimeout,
                smallRows,
                smallBytes,
                catalog,
                searchPath);
    }

    /** The same where timeouts are set for each migration, or are not. */
    public MigrationSettings timeouts(boolean lock, boolean statement) {
        return new MigrationSettings(
                version, wrapping, rules, newness, lock, statement, smallRows, smallBytes, catalog, searchPath);
    }

    /** The same with a catalog, whose version it takes. */
    public MigrationSettings catalog(Catalog live) {
        return new MigrationSettings(
                live.version(),
                wrapping,
                rules,
                newness,
                lockTimeout,
                statementTimeout,
                smallRows,
                smallBytes,
                live,
                live.searchPath());
    }

    /** The same for a database with another search path. */
    public MigrationSettings searchPath(SearchPath other) {
        return new MigrationSettings(
                version,
                wrapping,
                rules,
                newness,
                lockTimeout,
                statementTimeout,
                smallRows,
                smallBytes,
                catalog,
                other);
    }

    /** What is known before the first migration. */
    Schema schema() {
        Schema known = catalog == null ? Schema.EMPTY : catalog.schema();
        return known.path(searchPath);
    }
}
