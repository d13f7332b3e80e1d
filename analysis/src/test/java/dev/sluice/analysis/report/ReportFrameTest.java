package dev.sluice.analysis.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.sluice.analysis.finding.Severity;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReportFrameTest {

    private static final int MOST = 50_000_000;

    private final MigrationReport report = large();
    private final String frame = ReportFrame.write(report);

    /** Compresses to several lines. */
    private static MigrationReport large() {
        Random random = new Random(7);
        return MigrationReport.of(
                "1.2.3",
                "16",
                "flyway",
                IntStream.range(0, 500)
                        .mapToObj(i -> Reports.migration(
                                Reports.ADD,
                                2,
                                Reports.finding(
                                        Reports.ADD,
                                        "create-index-without-concurrently",
                                        Severity.HIGH,
                                        "CREATE INDEX",
                                        Long.toHexString(random.nextLong()))))
                        .toList());
    }

    @Test
    void arrivesWholeThroughOtherLines() throws InvalidReportException {
        List<String> lines = new ArrayList<>(List.of("WARNING: something", "sluice-report of yesterday: none"));
        frame.lines().forEach(line -> {
            lines.add("2026-11-25T19:00:00.123456789Z " + line);
            lines.add("OpenJDK 64-Bit Server VM warning: in between");
        });
        assertThat(frame.lines().count()).isGreaterThan(4);
        assertThat(ReportFrame.read(String.join("\r\n", lines), MOST))
                .isInstanceOfSatisfying(
                        ReportFrame.Complete.class,
                        complete -> assertThatCode(() -> assertThat(ReportJson.read(complete.json()))
                                        .isEqualTo(report))
                                .doesNotThrowAnyException());
    }

    @Test
    void theLastOfSeveralIsRead() throws InvalidReportException {
        String log = frame + ReportFrame.write(Reports.three());
        assertThat(ReportFrame.read(log, MOST))
                .isEqualTo(new ReportFrame.Complete(
                        new String(ReportJson.writeCompact(Reports.three()), StandardCharsets.UTF_8)));
    }

    @Test
    void oneThatIsTooLargeIsCutAndSaysSo() throws InvalidReportException {
        String log = ReportFrame.write(report, 100_000);

        MigrationReport read = ReportJson.read(((ReportFrame.Complete) ReportFrame.read(log, 100_000)).json());
        assertThat(log)
                .startsWith(
                        "The report is too large for a log: " + read.leftOut()
                                + " findings, the known and the least severe ones, are left out of it. The counts are whole.\nsluice-report begin");
        assertThat(read.summary()).isEqualTo(report.summary());
        assertThat(read.leftOut()).isPositive();
        assertThat(frame).startsWith("sluice-report begin");
    }

    @Test
    void noReportIsAbsent() {
        assertThat(ReportFrame.read("", MOST)).isEqualTo(new ReportFrame.Absent());
        assertThat(ReportFrame.read("java.lang.OutOfMemoryError\n  | sluice-report begin 1", MOST))
                .isEqualTo(new ReportFrame.Absent());
    }

    @Test
    void aCutAnywhereIsNoticed() {
        int whole = frame.lastIndexOf("sluice-report end");
        for (int length = "sluice-report ".length(); length < whole - 1; length += 997) {
            assertThat(ReportFrame.read(frame.substring(0, length), MOST))
                    .as("%d characters", length)
                    .isNotInstanceOf(ReportFrame.Complete.class);
        }
        assertThat(ReportFrame.read(frame.substring(10), MOST))
                .isEqualTo(new ReportFrame.Damaged("its begin is missing, the log was cut"));
        assertThat(ReportFrame.read(frame.substring(0, frame.length() / 2), MOST))
                .isInstanceOfSatisfying(
                        ReportFrame.Damaged.class,
                        damaged -> assertThat(damaged.reason())
                                .matches("of its \\d+ lines \\d+ are there, the log was cut"));
    }

    @Test
    void aChangeIsNoticed() {
        int at = frame.indexOf("sluice-report 2/") + 100;
        String changed = frame.substring(0, at) + (frame.charAt(at) == 'A' ? 'B' : 'A') + frame.substring(at + 1);
        assertThat(ReportFrame.read(changed, MOST)).isInstanceOf(ReportFrame.Damaged.class);
        String otherSum = frame.replaceFirst("sha256=....", "sha256=0000");
        assertThat(ReportFrame.read(otherSum, MOST))
                .isEqualTo(new ReportFrame.Damaged("its checksum is wrong, the log was changed"));
    }

    @Test
    void linesInAnyOrderAreOne() {
        List<String> lines = new ArrayList<>(frame.lines().toList());
        Collections.shuffle(lines.subList(1, lines.size()), new Random(1));
        assertThat(ReportFrame.read(String.join("\n", lines), MOST)).isInstanceOf(ReportFrame.Complete.class);
    }

    @Test
    void aSizeThatIsTooLargeIsRefused() {
        assertThat(ReportFrame.read(frame, 1000))
                .isInstanceOfSatisfying(
                        ReportFrame.Damaged.class,
                        damaged -> assertThat(damaged.reason()).endsWith("bytes, and at most 1000 are taken"));
        String small = frame.replaceFirst("bytes=\\d+", "bytes=10");
        assertThat(ReportFrame.read(small, MOST)).isInstanceOf(ReportFrame.Damaged.class);
    }
}
