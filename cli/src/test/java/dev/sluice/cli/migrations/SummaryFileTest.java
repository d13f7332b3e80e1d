package dev.sluice.cli.migrations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.analysis.migration.MigrationFile;
import dev.sluice.analysis.migration.MigrationSettings;
import dev.sluice.analysis.report.MigrationReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SummaryFileTest {

    private static final MigrationReport REPORT = report("DROP TABLE a;\nSELECT 1;\n");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    private static MigrationReport report(String sql) {
        return new Check(MigrationSettings.DEFAULT, "plain").of(List.of(MigrationFile.of("V1.sql", sql)));
    }

    @Test
    void holdsRiskAndCountsInOneLine() throws IOException {
        Path file = Files.writeString(folder.resolve("termination-log"), "");

        assertThat(SummaryFile.write(REPORT, Map.of(SummaryFile.VARIABLE, file.toString())))
                .isNull();

        assertThat(Files.readString(file))
                .startsWith("Risk high: 1 high, ")
                .endsWith(" findings in 1 migrations with 2 statements.\n")
                .hasLineCount(1);
    }

    @Test
    void isSmallHoweverMuchIsFound() {
        String sql = String.join("", Collections.nCopies(3000, "DROP TABLE \"" + "ü".repeat(50) + "\";\n"));

        assertThat(SummaryFile.text(report(sql))).contains("3000 statements").hasSizeLessThan(200);
    }

    @Test
    void isNotWrittenUnlessAFileIsNamedAndSaysWhatIsInTheWay() {
        assertThat(SummaryFile.write(REPORT, Map.of())).isNull();
        assertThat(SummaryFile.write(REPORT, Map.of(SummaryFile.VARIABLE, ""))).isNull();
        assertThat(SummaryFile.write(
                        REPORT,
                        Map.of(SummaryFile.VARIABLE, folder.resolve("none/file").toString())))
                .contains("none/file, which SLUICE_SUMMARY_FILE names: ");
    }
}
