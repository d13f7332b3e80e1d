package dev.sluice.analysis.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.analysis.finding.Finding;
import dev.sluice.analysis.finding.Omitted;
import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.migration.rules.Rules;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** More findings than a report shows of one file. */
class ManyFindingsTest {

    private static final int MOST = MigrationAnalysis.MOST_FINDINGS;
    private static final MigrationSettings SETTINGS = MigrationSettings.DEFAULT.timeouts(true, true);
    private static final String DROP = "DROP TABLE orders;\n";

    @ParameterizedTest
    @ValueSource(ints = {1_999, 2_000, 2_001, 3_999, 4_000, 4_001, 9_000})
    void theWorstIsShownHoweverManyStandBeforeIt(int number) {
        AnalysisResult result = analyze(tables(number) + DROP);
        assertThat(result.risk()).contains(Severity.HIGH);
        assertThat(result.findings()).extracting(Finding::rule).contains("drop-table");
        assertThat(result.findings()).isSortedAccordingTo((a, b) -> a.location().compareTo(b.location()));
        Omitted omitted = result.files().get(0).omitted();
        assertThat(result.findings().size() + omitted.total())
                .isEqualTo(analyze(tables(1_000) + DROP).findings().size() - 1_000 + number);
        assertThat(result.findings()).hasSizeLessThanOrEqualTo(MOST);
        assertThat(omitted.high()).isZero();
    }

    @Test
    void theCountsAreThoseOfEachSeverity() {
        String drops = lines(3_000, i -> "DROP TABLE used" + i + ";\n");
        Omitted omitted = analyze(tables(5_000) + drops).files().get(0).omitted();
        assertThat(omitted.high()).isEqualTo(3_000 - MOST);
        assertThat(omitted.low() + omitted.medium()).isGreaterThanOrEqualTo(5_000);
    }

    @Test
    void whatACommentSwitchesOffTakesNoRoomAndIsNotCounted() {
        String behind =
                lines(9_000, i -> "DROP TABLE used" + i + "; -- sluice:ignore drop-table: nobody has used it\n");
        AnalysisResult result = analyze(behind + tables(10) + DROP);
        assertThat(result.files().get(0).omitted().high()).isZero();
        assertThat(result.findings())
                .filteredOn(finding -> finding.rule().equals("drop-table"))
                .singleElement()
                .satisfies(
                        finding -> assertThat(finding.location().from().line()).isEqualTo(9_011));
    }

    @Test
    void aCommentAtTheEndSwitchesOffWhatWasOnlyCounted() {
        String text = lines(9_000, i -> "DROP TABLE used" + i + ";\n")
                + "-- sluice:ignore-file drop-table: nobody has used them\n";
        AnalysisResult result = analyze(text);
        assertThat(result.findings()).extracting(Finding::rule).doesNotContain("drop-table", "unused-suppression");
        assertThat(result.files().get(0).omitted()).isEqualTo(Omitted.NONE);
    }

    private static String tables(int number) {
        return lines(number, i -> "CREATE TABLE t" + i + " (a int);\n");
    }

    private static String lines(int number, IntFunction<String> line) {
        return IntStream.range(0, number).mapToObj(line).collect(Collectors.joining());
    }

    private static AnalysisResult analyze(String text) {
        return new MigrationAnalysis(Rules.all(), SETTINGS.wrapping(Wrapping.NONE))
                .analyze(List.of(MigrationFile.of("a.sql", text)));
    }
}
