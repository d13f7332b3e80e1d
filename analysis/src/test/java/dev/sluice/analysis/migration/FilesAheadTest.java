package dev.sluice.analysis.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.analysis.finding.Finding;
import dev.sluice.analysis.migration.rules.Rules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FilesAheadTest {

    private static final MigrationAnalysis ANALYSIS = new MigrationAnalysis(Rules.all(), MigrationSettings.DEFAULT);

    /** More than are judged without reading ahead. */
    private static final List<MigrationFile> OTHERS = IntStream.range(0, 20)
            .mapToObj(i -> MigrationFile.of("others/" + i + ".sql", "SELECT " + i + ";"))
            .toList();

    static Stream<Path> cases() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/test/resources/rules"))) {
            return files.filter(file -> file.toString().endsWith(".sql")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whatIsSaidOfAFileIsTheSameWhenItIsReadAhead(Path path) throws IOException {
        MigrationFile file = MigrationFile.of(path.toString(), Files.readString(path));
        List<MigrationFile> many = new ArrayList<>(OTHERS);
        many.add(file);

        AnalysisResult ahead = ANALYSIS.analyze(many);

        AnalysisResult alone = ANALYSIS.analyze(List.of(file));
        assertThat(of(file, ahead)).isEqualTo(of(file, alone));
        assertThat(ahead.unread()).isEqualTo(alone.unread());
    }

    @Test
    void settingsThatChangeHowAFileIsReadHold() {
        String text = "SET standard_conforming_strings = off;\nSELECT 'a\\'; DROP TABLE orders; --';\nTRUNCATE orders;";
        MigrationFile file = MigrationFile.of("off.sql", text);
        List<MigrationFile> many = new ArrayList<>(OTHERS);
        many.add(file);

        List<Finding> found = of(file, ANALYSIS.analyze(many));

        assertThat(found).extracting(Finding::rule).contains("truncate-table").doesNotContain("drop-table");
        assertThat(found).isEqualTo(of(file, ANALYSIS.analyze(List.of(file))));
    }

    @Test
    void filesComeInTheirOrderAlsoThoseThatAreTooLongToBeReadAhead() {
        List<MigrationFile> files = IntStream.range(0, 100)
                .mapToObj(i -> MigrationFile.of(i + ".sql", "SELECT 1;\n".repeat(i % 50 == 3 ? 40_000 : 1)))
                .toList();
        try (FilesAhead ahead = new FilesAhead(files)) {
            for (MigrationFile file : files) {
                assertThat(ahead.next().file()).isSameAs(file);
            }
        }
    }

    private static List<Finding> of(MigrationFile file, AnalysisResult result) {
        return result.findings().stream()
                .filter(finding -> finding.location().file().equals(file.path()))
                .toList();
    }
}
