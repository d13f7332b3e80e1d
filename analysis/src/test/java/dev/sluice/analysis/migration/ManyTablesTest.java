package dev.sluice.analysis.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.sluice.analysis.finding.Finding;
import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.migration.rules.Rules;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Thousands of tables take time in proportion, and each is seen. */
class ManyTablesTest {

    /** Many times what it takes, and a fraction of what it would if each looked at all others. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String PARENT = "CREATE TABLE p (id bigint) PARTITION BY RANGE (id);\n";

    @Test
    void partitionsOfANewTableAreNew() {
        String parts = IntStream.range(0, 8_000)
                .mapToObj(i ->
                        "CREATE TABLE p" + i + " PARTITION OF p FOR VALUES FROM (" + i + ") TO (" + (i + 1) + ");\n")
                .collect(Collectors.joining());
        assertThat(assertTimeoutPreemptively(PATIENCE, () -> rules(PARENT + parts)))
                .doesNotContain("create-partition");
    }

    @Test
    void aPartOfANewTableThatWasThereIsSeen() {
        String index = "CREATE INDEX ON p (id);\n";
        String part = "CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (9);\n";
        for (String nothing : List.of("", "INSERT INTO p1 SELECT id FROM used;\n")) {
            assertThat(rules(PARENT + part + nothing + index)).doesNotContain("create-index-without-concurrently");
        }
        for (String between : List.of(
                "ALTER TABLE p ATTACH PARTITION used FOR VALUES FROM (10) TO (19);\n",
                "CREATE TABLE IF NOT EXISTS p2 PARTITION OF p FOR VALUES FROM (10) TO (19);\n",
                """
                CREATE TABLE p2 PARTITION OF p FOR VALUES FROM (10) TO (19) PARTITION BY RANGE (id);
                ALTER TABLE p2 ATTACH PARTITION used FOR VALUES FROM (10) TO (19);
                """)) {
            assertThat(rules(PARENT + part + between + index))
                    .as(between)
                    .contains("create-index-without-concurrently");
        }
    }

    @Test
    void indexesAreHeldAgainstNoMoreThanATableInUseHas() {
        String same = "CREATE INDEX twice ON t (c7);\n";
        String indexes = "CREATE TABLE t (id bigint);\n" + each(1_000, "CREATE INDEX i%n ON t (c%n);\n");
        assertThat(rules(indexes + same)).contains("redundant-index");
        assertThat(rules(indexes + "CREATE INDEX one_more ON t (id);\n" + same)).doesNotContain("redundant-index");
    }

    @Test
    void eachTableOfADropIsReported() {
        String names = IntStream.range(0, 20_000).mapToObj(i -> "t" + i).collect(Collectors.joining(", "));
        AnalysisResult result = assertTimeoutPreemptively(PATIENCE, () -> analyze("DROP TABLE " + names + ";"));
        assertThat(result.findings()).extracting(Finding::severity).contains(Severity.HIGH);
        assertThat(result.files().get(0).omitted().high()).isEqualTo(20_000 - MigrationAnalysis.MOST_FINDINGS);
    }

    @Test
    void tablesMayNestDeeply() {
        String parts = "CREATE TABLE t0 (a int) PARTITION BY RANGE (a);\n"
                + each(1_500, "CREATE TABLE t%n PARTITION OF t%p DEFAULT PARTITION BY RANGE (a);\n");
        String heirs = "CREATE TABLE t0 (a int);\n" + each(1_500, "CREATE TABLE t%n () INHERITS (t%p);\n");
        String after =
                "ALTER TABLE t0 RENAME COLUMN a TO b;\nCREATE INDEX ON t0 (b);\nALTER TABLE t0 ADD CHECK (b > 0);\n";
        for (String nested : List.of(parts, heirs)) {
            assertThat(assertTimeoutPreemptively(PATIENCE, () -> rules(nested + after)))
                    .doesNotContain("create-index-without-concurrently", "add-check-without-not-valid");
            assertThat(assertTimeoutPreemptively(
                            PATIENCE,
                            () -> rules(nested
                                    + (nested.equals(parts)
                                            ? "ALTER TABLE t1500 ATTACH PARTITION used DEFAULT;\n"
                                            : "ALTER TABLE used INHERIT t1500;\n")
                                    + after)))
                    .contains("create-index-without-concurrently");
        }
    }

    @Test
    void tablesBelowATakenNameAreInUseHoweverDeep() {
        String parts = "CREATE TABLE t0 (a int) PARTITION BY RANGE (a);\n"
                + each(1_500, "CREATE TABLE t%n PARTITION OF t%p DEFAULT PARTITION BY RANGE (a);\n");
        String heirs = "CREATE TABLE t0 (a int);\n" + each(1_500, "CREATE TABLE t%n () INHERITS (t%p);\n");
        String after = "INSERT INTO t1500 SELECT a FROM s;\nCREATE INDEX ON t1500 (a);\n";
        for (String nested : List.of(parts, heirs)) {
            String whole = nested + after;
            assertThat(assertTimeoutPreemptively(PATIENCE, () -> rules(whole)))
                    .doesNotContain("create-index-without-concurrently");
            assertThat(assertTimeoutPreemptively(
                            PATIENCE,
                            () -> rules(whole
                                    + "ALTER TABLE used RENAME TO old;\nALTER TABLE t0 RENAME TO used;\nCOMMIT;\n"
                                    + "CREATE INDEX ON t1500 ((a + 1));\n")))
                    .contains("create-index-without-concurrently");
        }
    }

    @Test
    void tablesThatAreSaidToBePartsOfEachOtherEndNothing() {
        assertThat(assertTimeoutPreemptively(PATIENCE, () -> rules("""
                        CREATE TABLE a (x int) PARTITION BY RANGE (x);
                        CREATE TABLE b (x int) PARTITION BY RANGE (x);
                        ALTER TABLE a ATTACH PARTITION b DEFAULT;
                        ALTER TABLE b ATTACH PARTITION a DEFAULT;
                        INSERT INTO a SELECT 1;
                        ALTER TABLE a RENAME COLUMN x TO y;
                        CREATE TABLE c (x int);
                        CREATE TABLE d () INHERITS (c);
                        ALTER TABLE c INHERIT d;
                        ALTER TABLE c ADD COLUMN y int;
                        DROP TABLE used;
                        """))).contains("drop-table");
    }

    @Test
    void cascadeOverManyViewsNamesTheFirstOnes() {
        String views =
                "CREATE VIEW t0 AS SELECT id FROM used;\n" + each(5_000, "CREATE VIEW t%n AS SELECT id FROM t%p;\n");
        Finding drop = assertTimeoutPreemptively(
                        PATIENCE, () -> analyze(views + "DROP VIEW t0 CASCADE;\nDROP TABLE used CASCADE;\n"))
                .findings()
                .stream()
                .filter(finding -> finding.rule().equals("drop-with-cascade"))
                .findFirst()
                .orElseThrow();
        assertThat(drop.example())
                .startsWith("DROP VIEW public.t5000;\nDROP VIEW public.t4999;\n")
                .contains("more views");
    }

    @Test
    void viewsOnATableAreNotLookedAtForEachStatement() {
        String chain =
                "CREATE TABLE t0 AS SELECT id FROM s;\n" + each(12_000, "CREATE VIEW t%n AS SELECT id FROM t%p;\n");
        String after =
                "COMMIT;\n" + each(12_000, "ALTER TABLE t0 ADD COLUMN c%n int;\n") + "CREATE INDEX ON t0 (id);\n";
        assertThat(assertTimeoutPreemptively(PATIENCE, () -> rules(chain + after)))
                .doesNotContain("create-index-without-concurrently");
        String taken = "ALTER VIEW used RENAME TO old;\nALTER VIEW t12000 RENAME TO used;\n";
        assertThat(assertTimeoutPreemptively(PATIENCE, () -> rules(chain + taken + after)))
                .contains("create-index-without-concurrently");
    }

    @Test
    void manyIndexesOfATableAreNotLookedAtForEach() {
        String indexes = each(20_000, "CREATE INDEX i%n ON used (a);\n");
        assertThat(assertTimeoutPreemptively(PATIENCE, () -> rules(indexes)))
                .contains("create-index-without-concurrently");
    }

    /** With a number from 1 on, and the one before it. */
    private static String each(int times, String statement) {
        return IntStream.rangeClosed(1, times)
                .mapToObj(i -> statement.replace("%n", "" + i).replace("%p", "" + (i - 1)))
                .collect(Collectors.joining());
    }

    private static List<String> rules(String text) {
        return analyze(text).findings().stream().map(Finding::rule).toList();
    }

    private static AnalysisResult analyze(String text) {
        return new MigrationAnalysis(Rules.all(), MigrationSettings.DEFAULT.timeouts(true, true))
                .analyze(List.of(MigrationFile.of("a.sql", text)));
    }
}
