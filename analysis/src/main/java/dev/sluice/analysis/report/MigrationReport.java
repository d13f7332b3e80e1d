package dev.sluice.analysis.report;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a check of migrations says.
 *
 * @param sluiceVersion the version of Sluice that made it
 * @param postgresVersion the version of PostgreSQL that the migrations were judged for, such as {@code 18} or {@code 16.4}
 * @param tool what runs the migrations, such as {@code flyway}; of several the names, with a comma and a blank between
 * @param database the live database whose sizes were taken; null without one
 * @param summary the counts; of all issues, also when not all are in the report
 * @param migrations in the order in which they run
 * @param verification what happened on a server; null where they were not run on one
 * @param compared whether it was held against a baseline, so that what is not known is new; not in its JSON
 * @param versionAssumed whether nobody has named that version of PostgreSQL; not in its JSON
 */
public record MigrationReport(
        String sluiceVersion,
        String postgresVersion,
        String tool,
        @Nullable Database database,
        Summary summary,
        List<CheckedMigration> migrations,
        @Nullable Verification verification,
        boolean compared,
        boolean versionAssumed) {

    /** The version of the form in which {@link ReportJson} writes it; a reader refuses any other. */
    public static final int SCHEMA_VERSION = 1;

    /**
     * The counts of a whole report.
     *
     * @param migrations migrations by their risk
     * @param issues issues by their severity, without those that the baseline knows; {@code none} is 0
     * @param known issues that the baseline knows
     * @param omitted those of the issues that are beyond the most that one file may have, and not in the report
     * @param statements statements that were checked
     * @param unread those of them that could be read in part only
     */
    public record Summary(Tally migrations, Tally issues, int known, int omitted, int statements, int unread) {}

    /**
     * A live database that was asked.
     *
     * @param serverVersion the version that it runs
     * @param tables how many it has
     */
    public record Database(String serverVersion, int tables) {}

    /** Copies the migrations. */
    public MigrationReport {
        migrations = List.copyOf(migrations);
    }

    /** A report that was held against no baseline, for a version that was named. */
    public MigrationReport(
            String sluiceVersion,
            String postgresVersion,
            String tool,
            @Nullable Database database,
            Summary summary,
            List<CheckedMigration> migrations,
            @Nullable Verification verification) {
        this(sluiceVersion, postgresVersion, tool, database, summary, migrations, verification, false, false);
    }

    /** A report on migrations that were not run. */
    public MigrationReport(
            String sluiceVersion,
            String postgresVersion,
            String tool,
            Summary summary,
            List<CheckedMigration> migrations) {
        this(sluiceVersion, postgresVersion, tool, null, summary, migrations, null);
    }

    /** The same with what happened on a server. */
    public MigrationReport withVerification(@Nullable Verification run) {
        return new MigrationReport(
                sluiceVersion, postgresVersion, tool, database, summary, migrations, run, compared, versionAssumed);
    }

    /** A report on all of these migrations. */
    public static MigrationReport of(
            String sluiceVersion, String postgresVersion, String tool, List<CheckedMigration> migrations) {
        Tally omitted = migrations.stream()
                .map(migration -> Tally.of(migration.omitted()))
                .reduce(Tally.EMPTY, Tally::plus);
        List<Issue> issues = migrations.stream()
                .flatMap(migration -> migration.issues().stream())
                .toList();
        Summary summary = new Summary(
                Tally.of(migrations.stream().map(CheckedMigration::risk)),
                Tally.of(issues.stream()
                                .filter(Predicate.not(Issue::known))
                                .map(issue -> Risk.of(issue.finding().severity())))
                        .plus(omitted),
                (int) issues.stream().filter(Issue::known).count(),
                omitted.total(),
                migrations.stream().mapToInt(CheckedMigration::statements).sum(),
                migrations.stream()
                        .mapToInt(migration -> migration.unread().size())
                        .sum());
        return new MigrationReport(sluiceVersion, postgresVersion, tool, summary, migrations);
    }

    /** The same counts with other migrations. */
    MigrationReport withMigrations(List<CheckedMigration> others) {
        return new MigrationReport(
                sluiceVersion,
                postgresVersion,
                tool,
                database,
                summary,
                others,
                verification,
                compared,
                versionAssumed);
    }

    /** How many of the issues that are counted are not in it: those beyond the most of a file, and where it was cut others. */
    public int leftOut() {
        int inside = migrations.stream()
                .mapToInt(migration -> migration.issues().size())
                .sum();
        return Math.max(0, summary.issues().total() + summary.known() - inside);
    }

    /** How many of the statements that could be read in part only are not in it, since it was cut ({@link FittedReport}). */
    public int unreadLeftOut() {
        int inside = migrations.stream()
                .mapToInt(migration -> migration.unread().size())
                .sum();
        return Math.max(0, summary.unread() - inside);
    }

    /** Whether it is without issues or statements that a whole report has ({@link FittedReport}). */
    boolean isCut() {
        return leftOut() > summary.omitted() || unreadLeftOut() > 0;
    }

    /** The same, judged with what a live database knows; null for none. */
    public MigrationReport with(@Nullable Database asked) {
        return new MigrationReport(
                sluiceVersion,
                postgresVersion,
                tool,
                asked,
                summary,
                migrations,
                verification,
                compared,
                versionAssumed);
    }

    /** The same, held against a baseline. */
    MigrationReport asCompared() {
        return new MigrationReport(
                sluiceVersion,
                postgresVersion,
                tool,
                database,
                summary,
                migrations,
                verification,
                true,
                versionAssumed);
    }

    /** The same where the version is the one that is taken as long as nobody names another. */
    public MigrationReport versionAssumed(boolean assumed) {
        return new MigrationReport(
                sluiceVersion, postgresVersion, tool, database, summary, migrations, verification, compared, assumed);
    }

    /** What to say of the live database, in a sentence; empty without one. */
    String databaseWords() {
        if (database == null) {
            return "";
        }
        // A major version alone stands for its newest minor one.
        boolean same = database.serverVersion().equals(postgresVersion)
                || database.serverVersion().startsWith(postgresVersion + ".");
        return "Sizes are those of a live database with " + database.tables() + " tables on PostgreSQL "
                + database.serverVersion()
                + (same
                        ? "."
                        : ", which is not the version that the migrations are judged for: " + postgresVersion + ".");
    }

    /** All issues, in the order of the migrations. */
    public List<Issue> issues() {
        return migrations.stream()
                .flatMap(migration -> migration.issues().stream())
                .toList();
    }

    /** The risk of the worst migration, by the counts. */
    public Risk risk() {
        return summary.issues().worst();
    }
}
