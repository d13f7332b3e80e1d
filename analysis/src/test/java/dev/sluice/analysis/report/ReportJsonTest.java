package dev.sluice.analysis.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportJsonTest {

    private final MigrationReport report = Reports.three();

    @Test
    void isReadAsItWasWritten() throws InvalidReportException {
        assertThat(ReportJson.read(ReportJson.write(report))).isEqualTo(report);
        assertThat(ReportJson.read(new String(ReportJson.writeCompact(report), StandardCharsets.UTF_8)))
                .isEqualTo(report);
    }

    @Test
    void whatHappenedOnAServerIsReadAsItWasWritten() throws InvalidReportException, IOException {
        String json = ReportJson.write(Reports.verified());
        assertThat(ReportJson.read(json)).isEqualTo(Reports.verified());
        assertThat(Schemas.problems(
                        "dev/sluice/analysis/report/migration-report.schema.json", VersionFlag.V202012, json))
                .isEmpty();
        assertThatThrownBy(() -> ReportJson.read(json.replace("untold-work", "untold")))
                .isInstanceOf(InvalidReportException.class)
                .hasMessageStartingWith(
                        "verification.statements[1].differences[0].kind is \"untold\", and should be one"
                                + " of untold-work, ");
    }

    @Test
    void isAsItsSchemaSays() throws IOException {
        assertThat(Schemas.problems(
                        "dev/sluice/analysis/report/migration-report.schema.json",
                        VersionFlag.V202012,
                        ReportJson.write(report)))
                .isEmpty();
    }

    @Test
    void theSchemaNoticesWhatIsWrong() throws IOException {
        String wrong = ReportJson.write(report).replace("\"severity\" : \"high\"", "\"severity\" : \"bad\"");
        assertThat(Schemas.problems(
                        "dev/sluice/analysis/report/migration-report.schema.json", VersionFlag.V202012, wrong))
                .hasSize(1);
    }

    @Test
    void fieldsOfLaterVersionsAreIgnored() throws InvalidReportException {
        String json = ReportJson.write(report).replaceFirst("\\{", "{ \"new\" : { \"a\" : [1] },");
        assertThat(ReportJson.read(json)).isEqualTo(report);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
        "schemaVersion" : 1; "schemaVersion" : 2; schemaVersion is 2, and should be 1: another version of Sluice wrote this
        "kind" : "MigrationReport"; "kind" : "QueryReport"; kind is "QueryReport", and should be "MigrationReport"
        "severity" : "high"; "severity" : "bad"; migrations[2].issues[0].severity is "bad", and should be high, medium or low
        "endLine" : 4; "endLine" : 3.5; migrations[1].issues[1].location.endLine is 3.5, and should be a whole number
        "endLine" : 4; "endLine" : 1; migrations[1].issues[1].location is none: location of db/V2__add, 100%.sql ends at 1:
        "omitted" : 3; "admitted" : 3; summary.omitted is missing, and should be a whole number
        "kind" :; kind :; not JSON at line 2
        """)
    void saysWhichFieldIsWrong(String right, String wrong, String message) {
        String json = ReportJson.write(report);
        assertThat(json).contains(right);
        assertThatThrownBy(() -> ReportJson.read(json.replace(right, wrong)))
                .isInstanceOf(InvalidReportException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void refusesWhatIsNoObject() {
        assertThatThrownBy(() -> ReportJson.read("[]"))
                .isInstanceOf(InvalidReportException.class)
                .hasMessage("it is not an object");
        assertThatThrownBy(() -> ReportJson.read("")).isInstanceOf(InvalidReportException.class);
    }
}
