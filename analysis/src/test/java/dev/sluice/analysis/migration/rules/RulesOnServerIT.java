package dev.sluice.analysis.migration.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.analysis.migration.MigrationFile;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.MigrationSettings;
import dev.sluice.analysis.observe.Comparison;
import dev.sluice.analysis.schema.PostgresVersion;
import dev.sluice.analysis.statement.CreateTable;
import dev.sluice.analysis.statement.Span;
import dev.sluice.analysis.statement.Statement;
import dev.sluice.testing.junit.FixtureLogs;
import dev.sluice.testing.postgres.PostgresReplicaSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs the case files of all rules on a real server, and holds the locks, rewrites and failures of which the rules speak
 * against what it does. {@code make verify-rules} does so on several versions and shows the counts.
 */
@ExtendWith(FixtureLogs.class)
class RulesOnServerIT {

    private static final Path RESOURCES = Path.of("src/test/resources/verify");

    /** What an older server does not have: words, functions, types, settings. */
    private static final Set<String> UNKNOWN_TO_OLDER = Set.of("42601", "42883", "42704", "0A000", "42P01", "42703");

    /** Those that say beforehand that a server takes a statement for misspelt. */
    private static final Set<String> TELL_OF_CLASS_42 = Set.of(
            "alter-enforcement-of-check",
            "attach-nullable-partition",
            "attach-refused-partition",
            "change-column-type-without-cast",
            "column-change-refused",
            "concurrently-on-partitioned-table",
            "index-unfit-for-constraint",
            "missing-column",
            "not-in-this-version",
            "not-on-foreign-table",
            "replace-view-columns",
            "second-primary-key");

    private static final int NEWEST = PostgresVersion.NEWEST;
    private static final String DYNAMIC = "dynamic-sql-in-do-block";

    private static PostgresReplicaSet set;
    private static int major;
    private static Verdicts verdicts;
    private static Comparison comparison;

    @BeforeAll
    static void start() throws SQLException, IOException {
        set = PostgresReplicaSet.builder().replicas(0).start();
        major = set.primary().majorVersion();
        verdicts = new Verdicts(major);
        comparison =
                new Comparison(Rules.all().stream().map(MigrationRule::info).toList(), major);
        CaseDatabase.fixture(set, Files.readString(RESOURCES.resolve("fixture.sql")));
    }

    @AfterAll
    static void stop() throws IOException {
        set.close();
        Path report = Path.of("target", "verify-rules-" + major + ".txt");
        Files.writeString(report, verdicts.table());
    }

    static List<CaseFile> cases() {
        return CaseFile.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aServerDoesWhatTheRulesSay(CaseFile file) throws SQLException, IOException {
        MigrationSettings settings = file.settings();
        if (file.namesVersion() && settings.version().major() != major) {
            return;
        }
        settings = file.namesVersion() ? settings : settings.version(PostgresVersion.of(major));
        List<MigrationFile> files = file.files();
        Verdicts own = new Verdicts(major);
        List<String> differences = new ArrayList<>();
        List<String> badAdvice;
        try (CaseDatabase database = CaseDatabase.copy(set)) {
            ScriptRun run = new ScriptRun(database.watch(), settings);
            makeRoom(file, run);
            run.prepare(setup(file.toString()));
            if (files.size() > 1 && !prepares(run, files.get(0).text())) {
                return;
            }
            for (ScriptRun.Compared compared : run.run(files)) {
                if (isMissing(compared)) {
                    // What stands behind it builds on it.
                    break;
                }
                assertRuns(compared);
                own.judge(file.rule(), compared);
                verdicts.judge(file.rule(), compared);
                differences.addAll(untold(compared));
            }
            badAdvice = run.advice().failures();
        }
        assertThat(badAdvice).as("%s on PostgreSQL %s", file, major).isEmpty();
        // What a DO block makes up itself nobody can foretell.
        assertThat(file.rule().equals(DYNAMIC) ? List.of() : differences)
                .as("%s on PostgreSQL %s", file, major)
                .isEmpty();
        assertThat(own.differences()).as("%s on PostgreSQL %s", file, major).isEmpty();
    }

    /** On migrations that were not written with the rules. */
    @Test
    void fewAreMissedAndFewAreFalse() throws SQLException, IOException {
        Verdicts own = new Verdicts(major);
        WaitingScore score = new WaitingScore();
        List<String> untold = new ArrayList<>();
        for (String name : List.of("shop.sql", "metering.sql", "library.sql")) {
            MigrationSet migrations = MigrationSet.read(
                    Files.readString(RESOURCES.resolve("independent").resolve(name)));
            try (CaseDatabase database = CaseDatabase.copy(set)) {
                for (ScriptRun.Compared compared : run(migrations, database)) {
                    own.judge("none", compared);
                    score.add(compared);
                    untold.addAll(untold(compared));
                }
            }
        }
        List<String> lines = new ArrayList<>(List.of(score.toString()));
        lines.addAll(score.wrong());
        Files.write(Path.of("target", "verify-rules-" + major + "-independent.txt"), lines);
        assertThat(score.recall()).as("recall: %s", score.wrong()).isGreaterThanOrEqualTo(0.95);
        assertThat(score.falseAlarms()).as("false alarms: %s", score.wrong()).isLessThanOrEqualTo(0.03);
        assertThat(own.refuted()).as("refuted: %s", own.differences()).isZero();
        assertThat(untold).as("locks, work and failures of which nothing tells").isEmpty();
    }

    /** All statements of all migrations but those that an older server does not have. */
    private static List<ScriptRun.Compared> run(MigrationSet migrations, CaseDatabase database) throws SQLException {
        MigrationSettings settings = MigrationSettings.DEFAULT.version(PostgresVersion.of(major));
        new ScriptRun(database.watch(), settings).prepare(migrations.existing());
        List<MigrationFile> files = new ArrayList<>(List.of(migrations.existingFile()));
        List<ScriptRun.Compared> all = new ArrayList<>();
        for (MigrationSet.Migration migration : migrations.migrations()) {
            files.add(migration.file());
            List<ScriptRun.Compared> statements =
                    new ScriptRun(database.watch(), settings.wrapping(migration.wrapping())).run(files);
            if (statements.stream().anyMatch(RulesOnServerIT::isUnknown)) {
                files.remove(files.size() - 1);
                continue;
            }
            for (ScriptRun.Compared compared : statements) {
                SQLException failure = compared.seen().failure();
                assertThat(failure == null ? "" : failure.getMessage())
                        .as("%s", compared)
                        .isEmpty();
            }
            all.addAll(statements);
        }
        return all;
    }

    /** What fails although nothing is found that says so is a mistake in the case. */
    private static void assertRuns(ScriptRun.Compared compared) {
        boolean foretold = compared.findings().stream()
                .anyMatch(finding -> Rules.all().stream()
                        .anyMatch(rule -> rule.info().id().equals(finding.rule())
                                && rule.info().category() == dev.sluice.analysis.migration.Category.FAILS));
        SQLException failure = compared.seen().failure();
        // Class 42 is about what is missing, double or misspelt.
        if (!foretold
                || (!isToldOfClass42(compared)
                        && failure != null
                        && String.valueOf(failure.getSQLState()).startsWith("42"))) {
            assertThat(failure == null ? "" : failure.getMessage())
                    .as("%s", compared)
                    .isEmpty();
        }
    }

    private static boolean isToldOfClass42(ScriptRun.Compared compared) {
        return compared.findings().stream().anyMatch(finding -> TELL_OF_CLASS_42.contains(finding.rule()));
    }

    /** Where the server does worse than anything tells. */
    private static List<String> untold(ScriptRun.Compared compared) {
        return comparison
                .differences(compared.sql(), compared.forecast(), compared.findings(), compared.old(), compared.seen())
                .stream()
                .filter(difference -> difference.kind().isUntold())
                .map(difference -> compared + ": " + difference)
                .toList();
    }

    /** Makes what was there before; false on a server too old for it. */
    private static boolean prepares(ScriptRun run, String sql) throws SQLException {
        try {
            run.prepare(sql);
            return true;
        } catch (SQLException e) {
            if (major < NEWEST && UNKNOWN_TO_OLDER.contains(e.getSQLState())) {
                return false;
            }
            throw e;
        }
    }

    private static boolean isMissing(ScriptRun.Compared compared) {
        return isUnknown(compared) && !isToldOfClass42(compared);
    }

    private static boolean isUnknown(ScriptRun.Compared compared) {
        SQLException failure = compared.seen().failure();
        return major < NEWEST && failure != null && UNKNOWN_TO_OLDER.contains(failure.getSQLState());
    }

    /** Drops what the fixture has under the name of a table that the case makes itself. */
    private static void makeRoom(CaseFile file, ScriptRun run) throws SQLException {
        for (Span span : ScriptRun.statements(file.text())) {
            Statement statement = ScriptRun.parse(file.text(), span);
            if (statement instanceof CreateTable create
                    && !create.ifNotExists()
                    && create.persistence() != CreateTable.Persistence.TEMPORARY) {
                run.prepare("DROP TABLE IF EXISTS " + create.name() + " CASCADE");
            }
        }
    }

    private static String setup(String name) throws IOException {
        StringBuilder setup = new StringBuilder();
        boolean own = false;
        for (String line : Files.readAllLines(RESOURCES.resolve("setup.sql"))) {
            own = line.startsWith("-- case: ") ? line.equals("-- case: " + name) : own;
            setup.append(own ? line + "\n" : "");
        }
        return setup.toString();
    }
}
