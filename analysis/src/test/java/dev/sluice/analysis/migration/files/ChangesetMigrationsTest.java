package dev.sluice.analysis.migration.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.analysis.finding.Finding;
import dev.sluice.analysis.migration.MigrationAnalysis;
import dev.sluice.analysis.migration.MigrationFile;
import dev.sluice.analysis.migration.MigrationSettings;
import dev.sluice.analysis.migration.rules.Rules;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each changeset of a changelog is a migration, as each file of Flyway is: the one before it may have run years ago. */
class ChangesetMigrationsTest extends ReadFolder {

    private static final String LOG = "--liquibase formatted sql\n";
    private static final String FIRST = """
            SET lock_timeout = '2s';
            CREATE TABLE t (id bigint PRIMARY KEY, a text, b text, c int NOT NULL DEFAULT 1, CONSTRAINT k CHECK (c > 0));
            CREATE TEMPORARY TABLE scratch (id bigint);
            CREATE VIEW v AS SELECT 1 AS x;
            CREATE TYPE e AS ENUM ('a');
            CREATE SCHEMA s;
            CREATE SEQUENCE q;
            CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE t DROP COLUMN a;",
                "ALTER TABLE t RENAME COLUMN b TO d;",
                "ALTER TABLE t ALTER c DROP NOT NULL;",
                "ALTER TABLE t ALTER c DROP DEFAULT;",
                "ALTER TABLE t DROP CONSTRAINT k;",
                "ALTER TABLE t ALTER c TYPE bigint;",
                "ALTER TABLE t RENAME TO u;",
                "CREATE INDEX i ON t (a);",
                "DELETE FROM t;",
                "UPDATE t SET c = 1;",
                "TRUNCATE t;",
                "DROP TABLE t;",
                "DROP TABLE scratch;",
                "DROP VIEW v;",
                "DROP TYPE e;",
                "ALTER TYPE e RENAME VALUE 'a' TO 'b';",
                "DROP SCHEMA s CASCADE;",
                "DROP FUNCTION f();",
                "ALTER SEQUENCE q RESTART;",
                "ALTER TABLE t DROP COLUMN a; ALTER TABLE t DROP COLUMN b;"
            })
    void aLaterChangesetIsJudgedAsALaterFile(String later) throws Exception {
        write("fly/V1__a.sql", FIRST);
        write("fly/V2__b.sql", later + "\n");
        write("log/c.sql", LOG + "--changeset me:1\n" + FIRST + "--changeset me:2\n" + later + "\n");
        assertThat(found("log")).isNotEmpty().isEqualTo(found("fly"));
    }

    @Test
    void whatAChangesetMakesIsNewInIt() throws Exception {
        write("log/c.sql", LOG + "--changeset me:1\nCREATE TABLE t (id bigint PRIMARY KEY, a text);\nDROP TABLE t;\n");
        assertThat(found("log")).isEmpty();
    }

    @Test
    void whatIsReportedOnceIsReportedOfEachChangeset() throws Exception {
        String change = "ALTER TABLE orders ADD COLUMN a int;\nALTER TABLE users ADD COLUMN b int;\n";
        String apart = " runInTransaction:false\n" + change;
        write("log/c.sql", LOG + "--changeset me:1" + apart + "--changeset me:2" + apart);
        assertThat(findings(read("log")))
                .filteredOn(finding -> finding.rule().equals("missing-lock-timeout"))
                .allSatisfy(finding ->
                        assertThat(finding.message()).endsWith("One more statement of this migration does so."))
                .extracting(finding -> finding.location().from().line())
                .containsExactly(3, 6);
    }

    /** Each finding with its line, in words that do not tell the layout. */
    private List<String> found(String name) throws UnreadableMigration {
        List<MigrationFile> files = read(name);
        Map<String, List<String>> lines = files.stream()
                .collect(Collectors.toMap(
                        MigrationFile::path, file -> file.text().lines().toList()));
        return findings(files).stream()
                .map(finding -> finding.severity() + " " + finding.rule() + " "
                        + finding.message().replace("of this migration", "of this file") + " "
                        + lines.getOrDefault(finding.location().file(), List.of())
                                .get(finding.location().from().line() - 1))
                .toList();
    }

    private List<MigrationFile> read(String name) throws UnreadableMigration {
        return new MigrationFiles(Layout.AUTO, SMALL).read(folder.resolve(name));
    }

    private static List<Finding> findings(List<MigrationFile> files) {
        return new MigrationAnalysis(Rules.all(), MigrationSettings.DEFAULT)
                .analyze(files)
                .findings();
    }
}
