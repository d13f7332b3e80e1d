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
    void aPartOfANewTableThatWasThereOrIsFilledIsSeen() {
        String index = "CREATE INDEX ON p (id);\n";
        String part = "CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (9);\n";
        assertThat(rules(PARENT + part + index)).doesNotContain("create-index-without-concurrently");
        for (String between : List.of(
                "INSERT INTO p1 SELECT id FROM used;\n",
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
    void eachTableOfADropIsReported() {
        String names = IntStream.range(0, 20_000).mapToObj(i -> "t" + i).collect(Collectors.joining(", "));
        AnalysisResult result = assertTimeoutPreemptively(PATIENCE, () -> analyze("DROP TABLE " + names + ";"));
        assertThat(result.findings()).extracting(Finding::severity).contains(Severity.HIGH);
        assertThat(result.files().get(0).omitted().high()).isEqualTo(20_000 - MigrationAnalysis.MOST_FINDINGS);
    }

    private static List<String> rules(String text) {
        return analyze(text).findings().stream().map(Finding::rule).toList();
    }

    private static AnalysisResult analyze(String text) {
        return new MigrationAnalysis(Rules.all(), MigrationSettings.DEFAULT.timeouts(true, true))
                .analyze(List.of(MigrationFile.of("a.sql", text)));
    }
}
