package dev.sluice.analysis.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.analysis.catalog.CatalogBuilder;
import dev.sluice.analysis.finding.Estimate.Waiting;
import dev.sluice.analysis.finding.Finding;
import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.migration.rules.Rules;
import dev.sluice.analysis.schema.PostgresVersion;
import dev.sluice.analysis.schema.SearchPath;
import dev.sluice.analysis.schema.Size;
import dev.sluice.analysis.statement.ColumnDefinition.Generation;
import dev.sluice.analysis.statement.Name;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a live catalog makes of findings, and what the migrations make of the catalog. Never less than is sure. */
class LiveCatalogTest {

    private static final Size TINY = new Size(40, 16_384, 8_192);
    private static final Size LARGE = new Size(9_000_000, 8L << 30, 6L << 30);
    private static final String INDEX = "create-index-without-concurrently";
    private static final String COLUMN = "add-column-with-volatile-default";

    private final CatalogBuilder catalog = new CatalogBuilder(PostgresVersion.of(17));

    LiveCatalogTest() {
        table(1, "public", "tiny", TINY);
        table(2, "public", "large", LARGE);
        catalog.index(2, "large_name", "CREATE INDEX large_name ON public.large USING btree (name)", true, false);
        catalog.index(2, "large_broken", "CREATE INDEX large_broken ON public.large USING btree (id)", false, false);
    }

    @Test
    void aSmallTableIsNoAlarmAndALargeOneSaysWhatWaitsForHowLong() {
        assertThat(find(INDEX, "CREATE INDEX ON tiny (name);").get(0).severity())
                .isEqualTo(Severity.LOW);
        Finding large = find(INDEX, "CREATE INDEX ON large (id, name);").get(0);
        assertThat(large.severity()).isEqualTo(Severity.HIGH);
        assertThat(large.estimate()).satisfies(estimate -> {
            assertThat(estimate.rows()).isEqualTo(9_000_000);
            assertThat(estimate.work()).isEqualTo("index build");
            assertThat(estimate.waiting()).containsExactly(Waiting.WRITES, Waiting.AUTOVACUUM);
        });
    }

    @Test
    void aNameWithoutASchemaIsInTheSchemasThatTheDatabaseHasConfigured() {
        table(7, "app", "carts", TINY);
        assertThat(find(INDEX, "CREATE INDEX ON carts (name);").get(0).severity())
                .isNotEqualTo(Severity.LOW);
        MigrationSettings settings = MigrationSettings.DEFAULT
                .timeouts(true, true)
                .catalog(catalog.build().searchPath(SearchPath.of("app, public", "joe", List.of("app", "public"))));
        MigrationAnalysis analysis = new MigrationAnalysis(Rules.all(), settings);
        for (String before : List.of("", "SET search_path = app;", "SET search_path = x; RESET search_path;")) {
            assertThat(analysis.analyze(List.of(MigrationFile.of("a.sql", before + "CREATE INDEX ON carts (name);")))
                            .findings())
                    .filteredOn(finding -> finding.rule().equals(INDEX))
                    .singleElement()
                    .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.LOW));
        }
    }

    @Test
    void aNameIsInTheFirstSchemaOfThePathThatHasIt() {
        table(7, "app", "carts", TINY);
        List<String> there = List.of("app", "joe", "public");
        for (SearchPath path : List.of(
                SearchPath.of("nope, app, public", "x", there),
                SearchPath.of("\"$user\", public", "joe", there),
                SearchPath.of("public, app", "joe", there))) {
            MigrationAnalysis analysis = new MigrationAnalysis(
                    Rules.all(),
                    MigrationSettings.DEFAULT
                            .timeouts(true, true)
                            .catalog(catalog.build().searchPath(path)));
            for (String before : List.of("", "SET search_path = joe, public, app;")) {
                assertThat(analysis.analyze(List.of(MigrationFile.of("a.sql", before + "CREATE INDEX ON tiny (name);")))
                                .findings())
                        .filteredOn(finding -> finding.rule().equals(INDEX))
                        .singleElement()
                        .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.LOW));
            }
        }
    }

    @Test
    void aLockThatIsKeptFromBeforeCounts() {
        Finding index = find(INDEX, "BEGIN; LOCK TABLE large; CREATE INDEX ON large (id, name); COMMIT;")
                .get(0);
        assertThat(index.estimate())
                .satisfies(estimate -> assertThat(estimate.waiting()).contains(Waiting.READS));
    }

    @Test
    void waitingForALockHurtsWhateverTheSize() {
        String sql = "LOCK TABLE tiny IN ACCESS EXCLUSIVE MODE;";
        Severity without = new MigrationAnalysis(Rules.all(), MigrationSettings.DEFAULT)
                .analyze(List.of(MigrationFile.of("1.sql", sql))).findings().stream()
                        .filter(finding -> finding.rule().equals("lock-table"))
                        .findFirst()
                        .orElseThrow()
                        .severity();
        assertThat(find("lock-table", sql).get(0).severity()).isEqualTo(without);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO tiny SELECT id, name FROM large;",
                "INSERT INTO tiny SELECT i, 'x' FROM generate_series(1, 5000000) i;",
                "WITH new AS (INSERT INTO tiny SELECT id, name FROM large RETURNING id) SELECT count(*) FROM new;",
                "ALTER TABLE large INHERIT tiny;",
                "COPY tiny FROM '/tmp/rows';",
                "MERGE INTO tiny t USING large l ON t.id = l.id WHEN NOT MATCHED THEN INSERT VALUES (l.id, l.name);",
                "DO $$ BEGIN FOR i IN 1..1000000 LOOP INSERT INTO tiny VALUES (i, 'x'); END LOOP; END $$;"
            })
    void whatTheMigrationsFillHasNoKnownSize(String fill) {
        Finding finding = find(INDEX, fill + "\nCREATE INDEX ON tiny (name);").get(0);
        assertThat(finding.severity()).isEqualTo(Severity.HIGH);
        assertThat(finding.estimate()).isNull();
        assertThat(finding.message()).contains("these migrations fill it before");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    insert-from-query-without-limit | INSERT INTO tiny SELECT id, name FROM large;
                    update-without-batches | UPDATE tiny SET name = l.name FROM large l;
                    update-without-batches | UPDATE tiny SET name = (SELECT max(name) FROM large);
                    delete-without-batches | DELETE FROM tiny WHERE id NOT IN (SELECT id FROM large);
                    attach-partition-without-check | ALTER TABLE large ATTACH PARTITION tiny FOR VALUES IN (1);
                    change-column-type | ALTER TABLE tiny ALTER COLUMN id TYPE real;
                    delete-without-batches | DELETE FROM tiny;
                    delete-without-batches | DELETE FROM tiny WHERE name = 'x';
                    update-without-batches | UPDATE tiny SET id = id + 1;
                    """)
    void theSizeOfATableSaysNothingOfWorkOnAnother(String rule, String sql) {
        catalog.constraint(2, "large_tiny", "FOREIGN KEY (id) REFERENCES public.tiny(id)", true);
        Finding with = find(rule, sql).get(0);
        Finding without = new MigrationAnalysis(Rules.all(), MigrationSettings.DEFAULT)
                .analyze(List.of(MigrationFile.of("V0.sql", sql))).findings().stream()
                        .filter(finding -> finding.rule().equals(rule))
                        .findFirst()
                        .orElseThrow();
        assertThat(with.severity()).isEqualTo(without.severity());
        assertThat(with.estimate()).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    change-column-type | ALTER TABLE tiny ALTER COLUMN name TYPE int USING name::int;
                    update-without-batches | UPDATE tiny SET name = 'x';
                    """)
    void aForeignKeyToAnotherColumnIsNoWorkElsewhere(String rule, String sql) {
        catalog.constraint(2, "large_tiny", "FOREIGN KEY (id) REFERENCES public.tiny(id)", true);
        assertThat(find(rule, sql))
                .singleElement()
                .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.LOW));
    }

    @Test
    void anUpdateOfASmallTableAloneIsNoAlarm() {
        assertThat(find("update-without-batches", "UPDATE tiny SET name = 'x';"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.LOW));
    }

    @Test
    void aPartThatIsFilledMakesTheWholeUnknown() {
        catalog.table(7, new Name("public", "events"), new Size(0, 0, 0), true);
        table(8, "public", "events_1", TINY);
        catalog.child(8, 7, true);
        assertThat(find(INDEX, "CREATE INDEX ON events (name);").get(0).severity())
                .isEqualTo(Severity.LOW);
        for (String fill : List.of(
                "INSERT INTO events_1 SELECT id, name FROM large;",
                "COPY events FROM '/tmp/rows';",
                "ALTER TABLE events ATTACH PARTITION large FOR VALUES IN (2);",
                "CREATE TABLE events_2 PARTITION OF events FOR VALUES IN (3);"
                        + " INSERT INTO events_2 SELECT id, name FROM large;")) {
            assertThat(find(INDEX, fill + "CREATE INDEX ON events (name);")
                            .get(0)
                            .severity())
                    .as(fill)
                    .isEqualTo(Severity.HIGH);
        }
        assertThat(find(INDEX, "INSERT INTO events SELECT id, name FROM large; CREATE INDEX ON events_1 (name);")
                        .get(0)
                        .severity())
                .as("its parts")
                .isEqualTo(Severity.HIGH);
    }

    @Test
    void nothingIsSaidOfTheSizeOfATableFromWhichOthersInherit() {
        table(8, "public", "heir", TINY);
        catalog.child(8, 1, false);
        assertThat(find(INDEX, "INSERT INTO heir SELECT id, name FROM large; CREATE INDEX ON tiny (name);"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.HIGH));
    }

    @Test
    void theDefaultPartitionOfTheDatabaseIsKnown() {
        catalog.table(7, new Name("public", "events"), new Size(0, 0, 0), true);
        table(8, "public", "events_rest", LARGE);
        catalog.child(8, 7, true);
        catalog.defaultPartition(8);
        assertThat(find("add-partition-beside-default", "CREATE TABLE e3 PARTITION OF events FOR VALUES IN (3);"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.severity()).isEqualTo(Severity.HIGH);
                    assertThat(finding.estimate()).isNull();
                });
    }

    @Test
    void aForeignTableOfTheDatabaseIsKnown() {
        table(8, "public", "remote", LARGE);
        catalog.foreign(8);
        String migration =
                "ALTER TABLE remote ALTER COLUMN name SET NOT NULL; ALTER TABLE large ALTER COLUMN name SET NOT NULL;";
        assertThat(find("set-not-null", migration))
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).contains("large"));
    }

    @Test
    void whatMayHaveBeenDroppedIsStillThere() {
        String drop = "DO $$ BEGIN IF random() > 2 THEN DROP TABLE large; END IF; END $$;";
        assertThat(find(INDEX, drop + "CREATE TABLE IF NOT EXISTS large (id bigint); CREATE INDEX ON large (id);"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.HIGH));
    }

    @Test
    void aPartOfUnknownSizeMakesTheWholeUnknown() {
        catalog.table(7, new Name("public", "events"), new Size(0, 0, 0), true);
        table(8, "public", "events_1", TINY);
        table(9, "public", "events_2", null);
        catalog.child(8, 7, true);
        catalog.child(9, 7, true);
        assertThat(find(INDEX, "CREATE INDEX ON events (name);").get(0).severity())
                .isEqualTo(Severity.HIGH);
    }

    @Test
    void aTableWithoutStatisticsIsSmallWhereNoMoreRowsFitIntoItsPages() {
        table(8, "public", "fresh", new Size(0, 8_192, 8_192, 291));
        table(9, "public", "restored", new Size(0, 1L << 30, 1L << 30, 38_000_000));
        table(10, "public", "wide", new Size(0, 64L << 20, 64L << 20, 9_000));
        String index = "CREATE INDEX ON %s (name);";
        assertThat(find(INDEX, index.replace("%s", "fresh"))).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.LOW);
            assertThat(finding.message()).contains("at most 291 rows", "less than a second");
        });
        for (String large : List.of("restored", "wide")) {
            assertThat(find(INDEX, index.replace("%s", large))).singleElement().satisfies(finding -> {
                assertThat(finding.severity()).isEqualTo(Severity.HIGH);
                assertThat(finding.estimate()).isNull();
                assertThat(finding.message()).contains("never been analysed");
            });
        }
    }

    @Test
    void aPartitionMadeInAdvanceTakesNothingFromTheSizeOfTheWhole() {
        catalog.table(7, new Name("public", "events"), new Size(0, 0, 0), true);
        table(8, "public", "events_1", LARGE);
        table(9, "public", "events_2", new Size(0, 0, 0, 0));
        table(10, "public", "events_3", new Size(0, 8_192, 8_192, 291));
        List.of(8L, 9L, 10L).forEach(part -> catalog.child(part, 7, true));
        assertThat(find(INDEX, "CREATE INDEX ON events (name);"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.severity()).isEqualTo(Severity.HIGH);
                    assertThat(finding.message()).contains("about 9,000,291 rows");
                });
    }

    @Test
    void whatAnAppliedMigrationHasMadeStaysAsTheDatabaseHasIt() {
        List<Finding> findings = find(
                INDEX,
                "CREATE TABLE large (id bigint, name varchar(10));\nCREATE INDEX ON large (id, name);",
                "CREATE INDEX ON large (name, id);");
        assertThat(findings).hasSize(2).allSatisfy(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.HIGH);
            assertThat(finding.estimate()).isNotNull();
        });
        // The type is that of now, not that with which it was made.
        assertThat(find(
                        "change-column-type",
                        "CREATE TABLE large (id bigint, name varchar(10));",
                        "ALTER TABLE large ALTER COLUMN name TYPE varchar(15);"))
                .as("the database has varchar(20)")
                .hasSize(1);
    }

    @Test
    void whatIsRenamedToATableOfTheDatabaseIsThatTable() {
        List<Finding> findings = find(
                INDEX, "CREATE TABLE old (id bigint); ALTER TABLE old RENAME TO large;", "CREATE INDEX ON large (id);");
        assertThat(findings)
                .singleElement()
                .satisfies(finding -> assertThat(finding.estimate()).isNotNull());
    }

    @Test
    void aTableThatIsMadeAnewIsNew() {
        String swap =
                "ALTER TABLE large RENAME TO large_old; CREATE TABLE large (id bigint); CREATE INDEX ON large (id);";
        assertThat(find(INDEX, swap)).isEmpty();
        assertThat(find(INDEX, swap + "CREATE INDEX ON large_old (id, name);")).hasSize(1);
    }

    @Test
    void whatIsThereAlreadyIsSaidAndWhatIsDroppedBeforeIsNot() {
        String add = "ALTER TABLE large ADD COLUMN name text DEFAULT random()::text;";
        Finding there = find(COLUMN, add).get(0);
        assertThat(there.severity()).isEqualTo(Severity.LOW);
        assertThat(there.message()).contains("The database has this already");
        assertThat(find(COLUMN, "ALTER TABLE large DROP COLUMN name;" + add)
                        .get(0)
                        .severity())
                .isEqualTo(Severity.HIGH);
        assertThat(find(COLUMN, "ALTER TABLE large ADD COLUMN name text, ADD COLUMN other float DEFAULT random();")
                        .get(0)
                        .severity())
                .as("one of two is new")
                .isEqualTo(Severity.HIGH);
        assertThat(find(INDEX, "CREATE INDEX large_name ON large (name);")
                        .get(0)
                        .severity())
                .isEqualTo(Severity.LOW);
        assertThat(find(INDEX, "CREATE INDEX large_broken ON large (id);")
                        .get(0)
                        .severity())
                .as("an index that is not valid")
                .isEqualTo(Severity.HIGH);
    }

    @Test
    void aNameThatSeveralSchemasHaveIsNotGuessed() {
        table(3, "app", "tiny", LARGE);
        assertThat(find(INDEX, "CREATE INDEX ON tiny (name);").get(0).severity())
                .isEqualTo(Severity.HIGH);
        assertThat(find(INDEX, "CREATE INDEX ON public.tiny (name);").get(0).severity())
                .isEqualTo(Severity.LOW);
        assertThat(find(INDEX, "SET search_path TO app; CREATE INDEX ON tiny (name);")
                        .get(0)
                        .estimate())
                .isNotNull();
        assertThat(find(INDEX, "CREATE TABLE tiny (id bigint); CREATE INDEX ON tiny (id);"))
                .as("it may be the one that is there")
                .hasSize(1);
    }

    @Test
    void aNameThatSeveralSchemasHaveIsFoundByTheSearchPathThatSomebodyHasSet() {
        table(3, "app", "tiny", LARGE);
        for (String path : List.of("app, public", "public, app", "\"$user\", public")) {
            SearchPath configured = SearchPath.of(path, "joe", List.of("app", "public"));
            MigrationSettings settings =
                    MigrationSettings.DEFAULT.catalog(catalog.build().searchPath(configured));
            assertThat(new MigrationAnalysis(Rules.all(), settings)
                            .analyze(List.of(MigrationFile.of("a.sql", "CREATE INDEX ON tiny (name);")))
                            .findings())
                    .filteredOn(finding -> finding.rule().equals(INDEX))
                    .singleElement()
                    .satisfies(finding -> {
                        assertThat(finding.severity())
                                .as(path)
                                .isEqualTo(path.startsWith("public") ? Severity.LOW : Severity.HIGH);
                        assertThat(finding.estimate() == null).as(path).isEqualTo(path.contains("$user"));
                    });
        }
    }

    @Test
    void aTableThatNobodyHasIsSaidOnce() {
        String rule = "table-not-in-catalog";
        assertThat(find(rule, "ALTER TABLE gone ADD COLUMN a int; CREATE INDEX ON gone (a);"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).contains("public.gone"));
        assertThat(find(rule, "CREATE TABLE made (id bigint); CREATE INDEX ON made (id); DROP TABLE IF EXISTS gone;"))
                .isEmpty();
        assertThat(find(rule, "CREATE INDEX ON ${schema}.orders (id);")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DROP TABLE IF EXISTS gone;",
                "DROP TABLE IF EXISTS gone, gone_too CASCADE;",
                "DROP MATERIALIZED VIEW IF EXISTS gone;",
                "DROP VIEW IF EXISTS gone;",
                "DROP INDEX IF EXISTS gone_idx;",
                "DROP SCHEMA IF EXISTS nowhere CASCADE;",
                "DROP TYPE IF EXISTS mood CASCADE;",
                "DROP DOMAIN IF EXISTS mood;",
                "DROP TRIGGER IF EXISTS gone ON tiny;",
                "DROP TRIGGER IF EXISTS gone ON gone;",
                "ALTER TABLE IF EXISTS gone RENAME TO gone_too;",
                "ALTER TABLE IF EXISTS gone DROP COLUMN name;",
                "ALTER TABLE tiny DROP COLUMN IF EXISTS nickname;",
                "ALTER TABLE tiny DROP CONSTRAINT IF EXISTS tiny_check;",
            })
    void whatIsNotThereIsPassedByWithIfExistsOnly(String sql) {
        assertThat(all(sql)).isEmpty();
        String gone = sql.replace(" IF EXISTS", "");
        assertThat(all(gone)).as(gone).isNotEmpty();
        String conditional = "DO $$ BEGIN IF now() > '2000-01-01' THEN PERFORM 1; ELSE " + sql + " END IF; END $$;";
        assertThat(all(conditional)).as("another branch may have made it").isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DROP TABLE IF EXISTS tiny;",
                "DROP TABLE IF EXISTS gone, tiny;",
                "DROP TABLE IF EXISTS ${schema}.orders;",
                "DROP VIEW IF EXISTS ${schema}.orders;",
                "DROP VIEW IF EXISTS names;",
                "DROP VIEW IF EXISTS app.names;",
                "DROP INDEX IF EXISTS large_name;",
                "DROP INDEX IF EXISTS large_odd;",
                "DROP SCHEMA IF EXISTS app CASCADE;",
                "DROP TYPE IF EXISTS state;",
                "DROP TRIGGER IF EXISTS stamp ON tiny;",
                "CREATE SCHEMA made; DROP SCHEMA IF EXISTS made;",
                "ALTER TABLE large RENAME TO other; DROP TRIGGER IF EXISTS gone ON other;",
                "ALTER TABLE tiny DROP COLUMN IF EXISTS name;",
                "ALTER TABLE tiny ADD COLUMN nickname text; ALTER TABLE tiny DROP COLUMN IF EXISTS nickname;",
                "ALTER TABLE tiny DROP CONSTRAINT IF EXISTS odd;",
                "ALTER TABLE tiny ADD CHECK (id > 0) NOT VALID; ALTER TABLE tiny DROP CONSTRAINT IF EXISTS tiny_id_check;",
                "ALTER TABLE tiny ADD CHECK (id > 0) NOT VALID; ALTER TABLE tiny DROP CONSTRAINT IF EXISTS tiny_check;",
                "ALTER TABLE tiny DROP CONSTRAINT IF EXISTS tiny_id_not_null;",
                "ALTER TABLE heir DROP COLUMN IF EXISTS more;",
                "DO $$ BEGIN IF now() > '2000-01-01' THEN DROP SCHEMA app; END IF; END $$; DROP SCHEMA IF EXISTS app CASCADE;",
            })
    void whatIsThereOrMayBeIsNotPassedBy(String sql) {
        table(8, "public", "heir", TINY);
        catalog.child(8, 1, false);
        catalog.view(9, new Name("app", "names"), false, new Name("public", "large"), null);
        catalog.index(2, "large_odd", "CREATE INDEX large_odd ON odd", true, false);
        catalog.constraint(1, "odd", "NOTHING (id)", true);
        catalog.other(new Name("public", "state"));
        catalog.other(new Name("public", "stamp"));
        assertThat(all(sql)).isNotEmpty();
    }

    @Test
    void theDatabaseKnowsWhichColumnsAViewUses() {
        Name large = new Name("public", "large");
        catalog.view(9, new Name("public", "names"), false, large, "name");
        catalog.view(10, new Name("public", "counted"), true, large, null);
        String rule = "change-column-used-by-view";
        assertThat(find(rule, "ALTER TABLE large ALTER COLUMN id TYPE numeric;"))
                .isEmpty();
        for (String renamed : List.of(
                "",
                "ALTER TABLE large RENAME COLUMN name TO title; ALTER TABLE large RENAME COLUMN title TO name;",
                "ALTER TABLE large RENAME TO larger; ALTER TABLE larger RENAME TO large;",
                "ALTER SCHEMA public RENAME TO shop; ALTER SCHEMA shop RENAME TO public;")) {
            assertThat(find(rule, renamed + "ALTER TABLE public.large DROP COLUMN name;"))
                    .as(renamed)
                    .singleElement()
                    .satisfies(finding -> {
                        assertThat(finding.severity()).isEqualTo(Severity.MEDIUM);
                        assertThat(finding.message())
                                .contains("refuses, since it is used by")
                                .endsWith("names.");
                        assertThat(finding.example()).isEqualTo("DROP VIEW public.names;");
                    });
        }
        assertThat(find("drop-column", "ALTER TABLE large DROP COLUMN name CASCADE;"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.message())
                        .contains("view public.names")
                        .doesNotContain("counted", "perhaps"));
    }

    @Test
    void aColumnThatNobodyHasIsSaidAndNoScanOfIt() {
        assertThat(all("ALTER TABLE large ALTER COLUMN nosuch SET NOT NULL;"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.rule()).isEqualTo("missing-column");
                    assertThat(finding.message()).contains("large has no column nosuch");
                });
        for (String add : List.of(
                "ADD COLUMN state text", "ADD COLUMN state text FROBNICATE", "ADD COLUMN IF NOT EXISTS state text")) {
            String sql = "ALTER TABLE large " + add + "; ALTER TABLE large ALTER COLUMN state SET DEFAULT '';";
            assertThat(find("missing-column", sql)).as(add).isEmpty();
        }
    }

    @Test
    void theDatabaseKnowsWhichColumnsNeedTheirDefault() {
        catalog.table(7, new Name("public", "orders"), TINY, false);
        catalog.column(7, "state", "text", true, true, Generation.NONE, null);
        catalog.column(7, "note", "text", false, true, Generation.NONE, null);
        catalog.column(7, "code", "text", true, false, Generation.NONE, null);
        String rule = "drop-default-of-not-null-column";
        assertThat(find(rule, "ALTER TABLE orders ALTER COLUMN state DROP DEFAULT;"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.LOW));
        assertThat(find(
                        rule,
                        "ALTER TABLE orders ALTER COLUMN note DROP DEFAULT, ALTER COLUMN code DROP DEFAULT;",
                        "ALTER TABLE orders ALTER COLUMN state DROP DEFAULT, ALTER COLUMN state SET DEFAULT 'a';"))
                .isEmpty();
        assertThat(find(
                        rule,
                        "ALTER TABLE orders ADD COLUMN rank integer NOT NULL DEFAULT 0;",
                        "ALTER TABLE orders ALTER COLUMN rank DROP DEFAULT;"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.MEDIUM));
    }

    private void table(long id, String schema, String name, @Nullable Size size) {
        catalog.table(id, new Name(schema, name), size, false);
        catalog.column(id, "id", "bigint", true, false, Generation.NONE, null);
        catalog.column(id, "name", "character varying(20)", false, false, Generation.NONE, null);
    }

    /** All that is found in what has a lock_timeout, where the database has the schemas app and public. */
    private List<Finding> all(String sql) {
        MigrationSettings settings = MigrationSettings.DEFAULT
                .timeouts(true, true)
                .catalog(catalog.build().searchPath(SearchPath.of("public", "joe", List.of("app", "public"))));
        return new MigrationAnalysis(Rules.all(), settings)
                .analyze(List.of(MigrationFile.of("a.sql", sql)))
                .findings();
    }

    private List<Finding> find(String rule, String... texts) {
        List<MigrationFile> files = new ArrayList<>();
        for (int i = 0; i < texts.length; i++) {
            files.add(MigrationFile.of("V" + i + ".sql", texts[i]));
        }
        return new MigrationAnalysis(Rules.all(), MigrationSettings.DEFAULT.catalog(catalog.build()))
                .analyze(files).findings().stream()
                        .filter(finding -> finding.rule().equals(rule))
                        .toList();
    }
}
