package dev.sluice.cli.migrations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.analysis.report.MigrationReport;
import dev.sluice.analysis.report.ReportFrame;
import dev.sluice.analysis.report.ReportJson;
import dev.sluice.cli.Sluice;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However much is found, the form for a log has room for the worst of it and for the counts. */
class LargeLogTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @Test
    void theCountsArriveWhateverIsFound() throws Exception {
        for (int file = 1; file <= 12; file++) {
            StringBuilder text = new StringBuilder("SET lock_timeout = '5s';\n");
            for (int i = 0; i < 400; i++) {
                text.append("ALTER TABLE a").append(file).append('_').append(i).append(" DROP COLUMN b;\n");
            }
            Files.writeString(folder.resolve("V" + file + "__many.sql"), text);
        }
        StringWriter out = new StringWriter();

        String[] check = {"migrations", "check", "--format", "log", "--fail-on", "none", folder.toString()};
        int code = Sluice.run(check, new PrintWriter(out), new PrintWriter(new StringWriter()));

        assertThat(code).isZero();
        var content = (ReportFrame.Complete) ReportFrame.read(out.toString(), ReportFrame.MOST_BYTES);
        MigrationReport report = ReportJson.read(content.json());
        assertThat(report.summary().statements()).isEqualTo(12 * 401);
        assertThat(report.summary().issues().total()).isGreaterThanOrEqualTo(12 * 400);
        assertThat(report.leftOut()).isPositive();
        assertThat(out.toString()).startsWith("The report is too large for a log: " + report.leftOut() + " findings");
    }
}
