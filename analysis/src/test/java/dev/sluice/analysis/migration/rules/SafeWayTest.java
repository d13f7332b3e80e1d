package dev.sluice.analysis.migration.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.analysis.finding.Finding;
import dev.sluice.analysis.migration.MigrationAnalysis;
import dev.sluice.analysis.migration.MigrationFile;
import dev.sluice.analysis.migration.MigrationFile.Section;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.MigrationSettings;
import dev.sluice.analysis.migration.Wrapping;
import dev.sluice.analysis.statement.Span;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What findings say of a statement, and the SQL that they have for it. */
class SafeWayTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            quoteCharacter = '`',
            value = {
                "ALTER TABLE \"User\" ALTER COLUMN role TYPE \"Role_new\" USING role::text::\"Role_new\""
                        + " ¦ ALTER TABLE \"User\" ADD COLUMN role_new \"Role_new\";",
                "ALTER TABLE \"User\" ALTER COLUMN moods TYPE \"Mood\"[] USING moods::\"Mood\"[]"
                        + " ¦ ALTER TABLE \"User\" ADD COLUMN moods_new \"Mood\"[];",
                "ALTER TABLE \"A\" ALTER COLUMN \"A\" TYPE \"user\" USING f(1)"
                        + " ¦ ALTER TABLE \"A\" ADD COLUMN \"A_new\" \"user\";",
                "ALTER TABLE a ALTER COLUMN b TYPE \"My\".\"St\" USING f(1)"
                        + " ¦ ALTER TABLE a ADD COLUMN b_new \"My\".\"St\";",
                "ALTER TABLE a ALTER COLUMN b TYPE timestamptz(3) USING f(1)"
                        + " ¦ ALTER TABLE a ADD COLUMN b_new timestamp(3) with time zone;",
            })
    void aTypeIsInQuotesWhereItMustBe(String sql, String first) {
        assertThat(find(new ChangeColumnType(), "", sql).example()).startsWith(first + "\n");
    }

    @Test
    void aNewColumnHasItsTypeInQuotes() {
        assertThat(find(new AddColumnWithVolatileDefault(), "", "ALTER TABLE a ADD COLUMN p \"Pos\" DEFAULT pick()")
                        .example())
                .startsWith("ALTER TABLE a ADD COLUMN p \"Pos\";\n");
        assertThat(find(new AddNotNullColumnWithoutDefault(), "", "ALTER TABLE a ADD COLUMN p \"Pos\" NOT NULL")
                        .example())
                .startsWith("ALTER TABLE a ADD COLUMN p \"Pos\";\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            quoteCharacter = '`',
            value = {
                "c varchar(20) ¦ TYPE integer ¦ ALTER TABLE t ALTER COLUMN c TYPE integer USING c::integer;",
                "c integer ¦ TYPE uuid ¦ ALTER TABLE t ALTER COLUMN c TYPE uuid USING /* a uuid made of it */;",
                "c integer DEFAULT 0 ¦ TYPE boolean USING c <> 0 ¦ ALTER TABLE t ALTER COLUMN c DROP DEFAULT,"
                        + " ALTER COLUMN c TYPE boolean USING c <> 0, ALTER COLUMN c SET DEFAULT (0)::boolean;",
                "c serial ¦ TYPE uuid USING f() ¦ ALTER TABLE t ALTER COLUMN c DROP DEFAULT,"
                        + " ALTER COLUMN c TYPE uuid USING f(), ALTER COLUMN c SET DEFAULT /* a uuid */;",
            })
    void whatIsNotCastIsSaidWithUsing(String column, String change, String example) {
        String before = "CREATE TABLE t (" + column + ");";
        assertThat(find(new ChangeColumnTypeWithoutCast(), before, "ALTER TABLE t ALTER COLUMN c " + change)
                        .example()
                        .replaceAll("\\n\\s*", " "))
                .isEqualTo(example);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            quoteCharacter = '`',
            value = {
                "ALTER TABLE :\"tbl\" DROP COLUMN x ¦ ALTER TABLE :\"tbl\" DROP COLUMN x;",
                "ALTER TABLE :tbl DROP COLUMN :\"col\" ¦ ALTER TABLE :tbl DROP COLUMN :\"col\";",
                "ALTER TABLE :\"s\".tbl DROP COLUMN x ¦ ALTER TABLE :\"s\".tbl DROP COLUMN x;",
                "DROP TABLE :tbl ¦ ALTER TABLE :tbl RENAME TO _tbl_unused;",
                "DROP TABLE public.:\"tbl\" ¦ ALTER TABLE public.:\"tbl\" RENAME TO _tbl__unused;",
                "CREATE INDEX i ON :\"tbl\" (:\"col\") ¦ CREATE INDEX CONCURRENTLY i ON :\"tbl\" (:\"col\");",
                "DELETE FROM :\"tbl\" WHERE x = :'v' ¦ AND ctid = ANY (ARRAY(SELECT ctid FROM :\"tbl\" WHERE x = :'v' LIMIT 5000));",
            })
    void aVariableOfPsqlIsNoNameOfItself(String sql, String end) {
        Finding finding = new MigrationAnalysis(Rules.all(), MigrationSettings.DEFAULT)
                .analyze(List.of(MigrationFile.of("1.sql", sql + ";\n"))).findings().stream()
                        .filter(found -> !found.rule().equals("missing-lock-timeout")
                                && !found.example().isEmpty())
                        .findFirst()
                        .orElseThrow();
        assertThat(finding.example()).endsWith(end);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            quoteCharacter = '`',
            value = {
                "DELETE FROM t WHERE v < (SELECT avg(v) FROM :\"x\") ¦ :\"x\" ¦ t",
                "DELETE FROM t WHERE v < (SELECT avg(v) FROM ${schema}.x) ¦ ${schema}.x ¦ t",
                "DELETE FROM :x WHERE v < (SELECT avg(v) FROM t) ¦ t ¦ :x",
                "UPDATE t SET v = 1 WHERE v < (SELECT avg(v) FROM :x) ¦ :x ¦ t",
                "INSERT INTO :x SELECT id, v FROM t ¦ t ¦ :x",
            })
    void aVariableMayBeAnyTable(String sql, String read, String changed) {
        String before = "CREATE TABLE t (id bigint PRIMARY KEY, v integer); INSERT INTO t SELECT * FROM old;";
        Finding finding = new MigrationAnalysis(
                        List.of(
                                new DeleteWithoutBatches(),
                                new UpdateWithoutBatches(),
                                new InsertFromQueryWithoutLimit()),
                        MigrationSettings.DEFAULT)
                .analyze(List.of(MigrationFile.of("1.sql", before).asApplied(), MigrationFile.of("2.sql", sql + ";\n")))
                .findings()
                .get(0);
        assertThat(finding.example())
                .startsWith("-- only if " + read + " has no rows of " + changed + ":\n-- commit, and again");
    }

    @Test
    void aVariableOfPsqlIsInNoSchemaThatNobodyHasNamed() {
        String table = "CREATE TABLE :tab (id bigint, v integer);\nINSERT INTO :tab SELECT * FROM old;\n";
        assertThat(new MigrationAnalysis(Rules.all(), MigrationSettings.DEFAULT)
                        .analyze(
                                List.of(
                                        MigrationFile.of("1.sql", table).asApplied(),
                                        MigrationFile.of(
                                                "2.sql",
                                                "ALTER TABLE :tab ADD COLUMN x float8 DEFAULT random(), ALTER COLUMN v TYPE bigint;\n")))
                        .findings())
                .isNotEmpty()
                .allSatisfy(finding ->
                        assertThat(finding.message() + finding.example()).doesNotContain("public."));
    }

    @Test
    void oneIndexIsSpokenOfAsOne() {
        String before = "CREATE TABLE t (a int, b int); INSERT INTO t SELECT * FROM old; CREATE INDEX t_a ON t (a);"
                + "CREATE INDEX t_b ON t (b); CREATE INDEX t_ba ON t (b, a) WHERE b > 0;";
        assertThat(find(new DropColumn(), before + "DROP INDEX t_ba;", "ALTER TABLE t DROP COLUMN a")
                        .message())
                .contains("with its data and its index t_a.");
        assertThat(find(new DropColumn(), before, "ALTER TABLE t DROP COLUMN b").message())
                .contains("with its data and its indexes t_b, t_ba.");
    }

    @Test
    void theSameVariableIsTheSameTable() {
        String sql = "DELETE FROM :x WHERE v < (SELECT avg(v) FROM :x)";
        assertThat(find(new DeleteWithoutBatches(), "", sql).example()).isEmpty();
    }

    @Test
    void indexesOfPartitionsHaveNamesThatAreFree() {
        String long1 = "p".repeat(62) + "1";
        String long2 = "p".repeat(62) + "2";
        String before = "CREATE TABLE big (at date) PARTITION BY RANGE (at);\n"
                + "CREATE TABLE " + long1 + " PARTITION OF big FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');\n"
                + "CREATE TABLE " + long2 + " PARTITION OF big FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');\n"
                + "INSERT INTO big SELECT * FROM old;\n";
        assertThat(find(new CreateIndexWithoutConcurrently(), before, "CREATE INDEX big_at ON big (at)")
                        .example())
                .contains(
                        " CONCURRENTLY " + "p".repeat(56) + "_big_at ON public." + long1 + " (at);",
                        " CONCURRENTLY " + "p".repeat(54) + "_big_at_2 ON public." + long2 + " (at);");
    }

    @Test
    void severalColumnsAreSpokenOfAsSeveral() {
        String before = "CREATE TABLE big (id bigint NOT NULL, at date NOT NULL, note text) PARTITION BY RANGE (at);"
                + "CREATE TABLE part (id bigint, at date, note text);";
        String attach = "ALTER TABLE big ATTACH PARTITION part FOR VALUES FROM ('2025-01-01') TO ('2026-01-01')";
        assertThat(find(new AttachNullablePartition(), before, attach).message())
                .isEqualTo("Attaches part, whose columns at, id may be null, to big, where those are NOT NULL:"
                        + " PostgreSQL refuses it.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            value = {
                "CREATE INDEX i ON big USING brin (at) ¦ CREATE INDEX i ON ONLY big USING brin (at);",
                "CREATE INDEX i ON /* (all) */ big USING gin (tags jsonb_path_ops) ¦ CREATE INDEX i ON ONLY big USING gin (tags jsonb_path_ops);",
                "CREATE INDEX \"i(at)\" ON big (at) ¦ CREATE INDEX \"i(at)\" ON ONLY big (at);",
            })
    void anIndexByPartitionsIsTheOneThatWasAskedFor(String sql, String begin) {
        String before = """
                CREATE TABLE big (at date, tags jsonb) PARTITION BY RANGE (at);
                CREATE TABLE big_1 PARTITION OF big FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
                INSERT INTO big SELECT * FROM old;
                """;
        assertThat(findings(new CreateIndexWithoutConcurrently(), before, sql))
                .singleElement()
                .extracting(Finding::example)
                .asString()
                .startsWith(begin);
    }

    @Test
    void keysAreWrittenDownUnderNamesThatAreFree() {
        String before = """
                CREATE TABLE n (id bigint PRIMARY KEY, v integer);
                CREATE TABLE n_to_delete (id bigint);
                INSERT INTO n SELECT * FROM old;
                """;
        String sql = "DELETE FROM n WHERE v < (SELECT avg(v) FROM n batch)";
        assertThat(findings(new DeleteWithoutBatches(), before, sql))
                .singleElement()
                .extracting(Finding::example)
                .asString()
                .startsWith("-- a row that changes in between is deleted nevertheless:\n"
                        + "CREATE TABLE n_to_delete_2 AS SELECT DISTINCT n.id FROM n")
                .contains("WITH batch_2 AS (DELETE FROM n_to_delete_2", "USING batch_2 WHERE n.id = batch_2.id")
                .endsWith("DROP TABLE n_to_delete_2;");
    }

    @Test
    void keysThatOtherTablesMayHaveTooAreNotWrittenDown() {
        String before = """
                CREATE TABLE n (id bigint PRIMARY KEY, v integer);
                CREATE TABLE heir () INHERITS (n);
                INSERT INTO n SELECT * FROM old;
                """;
        assertThat(findings(new DeleteWithoutBatches(), before, "DELETE FROM n WHERE v < (SELECT avg(v) FROM n)"))
                .singleElement()
                .extracting(Finding::example)
                .isEqualTo("");
    }

    @ParameterizedTest
    @ValueSource(strings = {"corr(v, id)", "bit_xor(v)", "var_samp(v)", "jsonb_agg_strict(v)", "regr_slope(v, id)"})
    void whatMakesOneRowOfManyIsNotDoneInBatches(String value) {
        String before = """
                CREATE TABLE t (id bigint PRIMARY KEY, v integer);
                CREATE TABLE u (v text);
                INSERT INTO t SELECT * FROM old;
                INSERT INTO u SELECT * FROM old;
                """;
        String insert = "INSERT INTO u SELECT " + value + " FROM t";
        assertThat(findings(new InsertFromQueryWithoutLimit(), before, insert)).isEmpty();
        String locked = "BEGIN; ALTER TABLE t ADD COLUMN w text; " + insert + "; COMMIT";
        assertThat(findings(new ChangeRowsUnderLock(), before, locked))
                .isNotEmpty()
                .allSatisfy(finding -> assertThat(finding.example()).isEmpty());
    }

    @Test
    void nobodyWaitsForWhatAnEarlierRunMayHaveLeft() {
        String before = "CREATE TABLE parcels (id bigint); INSERT INTO parcels SELECT * FROM old;";
        String sql = """
                BEGIN;
                DROP TABLE IF EXISTS parcels_tmp;
                CREATE TABLE parcels_tmp AS SELECT id FROM parcels;
                CREATE INDEX ON parcels_tmp (id);
                COMMIT""";
        assertThat(findings(new WorkOnNewTableUnderLock(), before, sql)).isEmpty();
        assertThat(findings(new QueryUnderLock(), before, sql)).isEmpty();
        String known = before + "CREATE TABLE parcels_tmp (id bigint);";
        assertThat(findings(new WorkOnNewTableUnderLock(), known, sql)).hasSize(1);
    }

    @Test
    void aColumnIsDroppedFromTheSameTables() {
        String before = "CREATE TABLE p (id bigint, name text); CREATE TABLE q () INHERITS (p);";
        assertThat(findings(new DropColumn(), before, "ALTER TABLE ONLY p DROP COLUMN name"))
                .singleElement()
                .extracting(Finding::example)
                .asString()
                .contains("ALTER TABLE ONLY p DROP COLUMN name;");
    }

    @Test
    void aPartOfAPartitionKeyHasNoSuccessor() {
        String before = "CREATE TABLE big (at date) PARTITION BY RANGE (at);";
        assertThat(findings(new RenameColumn(), before, "ALTER TABLE big RENAME COLUMN at TO since"))
                .singleElement()
                .extracting(Finding::example)
                .isEqualTo("");
    }

    @Test
    void aRefusedChangeWritesNothing() {
        String before = "CREATE TABLE t (c varchar(20));";
        assertThat(findings(new ChangeColumnType(), before, "ALTER TABLE t ALTER COLUMN c TYPE integer"))
                .isEmpty();
    }

    @Test
    void aCascadeNamesWhatGoesWithAColumn() {
        String before = """
                CREATE TABLE visits (id bigint PRIMARY KEY, code text UNIQUE, place text);
                CREATE TABLE clicks (id bigint, code text REFERENCES visits (code));
                CREATE VIEW codes AS SELECT id, code FROM visits;
                CREATE MATERIALIZED VIEW many AS SELECT count(*) FROM codes;
                CREATE VIEW joined AS SELECT v.code FROM visits v JOIN clicks c ON c.id = v.id;
                CREATE VIEW places AS SELECT place FROM visits;
                """;
        Finding finding = find(new DropColumn(), before, "ALTER TABLE visits DROP COLUMN code CASCADE");
        assertThat(finding.message())
                .isEqualTo("Drops column code of visits with its data and its index visits_code_key, and with CASCADE"
                        + " each foreign key of public.clicks that refers to it, view public.codes, perhaps view"
                        + " public.joined, materialized view public.many, under an ACCESS EXCLUSIVE lock on"
                        + " public.clicks, public.many, public.codes, public.joined too.");
        assertThat(finding.example()).endsWith("\nALTER TABLE visits DROP COLUMN code;");
        assertThat(find(new DropColumn(), before, "ALTER TABLE visits DROP COLUMN code")
                        .message())
                .isEqualTo("Drops column code of visits with its data and its index visits_code_key.");
    }

    @Test
    void aCascadeNamesWhatGoesWithAConstraint() {
        String before = """
                CREATE TABLE visits (id bigint PRIMARY KEY, code text UNIQUE);
                CREATE TABLE clicks (id bigint, code text REFERENCES visits (code));
                """;
        Finding finding =
                find(new DropConstraint(), before, "ALTER TABLE visits DROP CONSTRAINT visits_code_key CASCADE");
        assertThat(finding.message())
                .isEqualTo("Drops constraint visits_code_key, and with CASCADE each foreign key of public.clicks that"
                        + " refers to it, under an ACCESS EXCLUSIVE lock on visits and on public.clicks, which is"
                        + " short but blocks reads and writes.");
        assertThat(finding.example()).endsWith("\nALTER TABLE visits DROP CONSTRAINT visits_code_key;");
    }

    @Test
    void allTablesThatAreWaitedForAreNamed() {
        String before = "CREATE TABLE p (c varchar(10) PRIMARY KEY); CREATE TABLE t (a varchar(10) REFERENCES p (c));";
        assertThat(find(new MissingLockTimeout(), before, "ALTER TABLE p ALTER COLUMN c TYPE text")
                        .message())
                .isEqualTo(
                        "Waits without limit for the ACCESS EXCLUSIVE lock on public.p, and for that on public.t, and"
                                + " others wait behind it.");
    }

    @Test
    void whatIsToComeLaterIsAMigrationOfItsOwnWhereTheToolBeginsTheTransaction() {
        String sql = "ALTER TABLE a ADD COLUMN n int; ALTER TABLE b ADD COLUMN n int; ALTER TABLE c ADD COLUMN n int";
        assertThat(find(new ManyTablesInOneTransaction(), "", "BEGIN; " + sql + "; COMMIT")
                        .example())
                .isEqualTo("COMMIT;\nBEGIN;\nALTER TABLE c ADD COLUMN n int;");
        Finding wrapped = new MigrationAnalysis(List.of(new ManyTablesInOneTransaction()), MigrationSettings.DEFAULT)
                .analyze(List.of(new MigrationFile(
                        "1.sql", sql, List.of(new Section(new Span(0, sql.length()), Wrapping.TRANSACTION)), false)))
                .findings()
                .get(0);
        assertThat(wrapped.example()).isEqualTo("-- in a migration of its own:\nALTER TABLE c ADD COLUMN n int;");
    }

    private static Finding find(MigrationRule rule, String before, String sql) {
        List<Finding> findings = findings(rule, before, sql);
        assertThat(findings).as("%s", sql).hasSize(1);
        return findings.get(0);
    }

    private static List<Finding> findings(MigrationRule rule, String before, String sql) {
        return new MigrationAnalysis(List.of(rule), MigrationSettings.DEFAULT)
                .analyze(List.of(MigrationFile.of("1.sql", before).asApplied(), MigrationFile.of("2.sql", sql + ";\n")))
                .findings();
    }
}
