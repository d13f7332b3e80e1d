package dev.sluice.analysis.report;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SpecVersion.VersionFlag;
import dev.sluice.analysis.finding.Finding;
import dev.sluice.analysis.finding.Location;
import dev.sluice.analysis.finding.Severity;
import dev.sluice.sql.source.Position;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/** One report in every format, compared with committed files, and what only a reader of the format can see. */
class RenderingsTest {

    private static final Path FOLDER = Path.of("src/test/resources/report");
    private static final MigrationReport REPORT = Reports.three();
    private static final MigrationReport SOME_KNOWN = new Baseline(onlyDrop()).applyTo(REPORT);

    private static MigrationReport onlyDrop() {
        return MigrationReport.of(
                "1", "16", "flyway", List.of(REPORT.migrations().get(2)));
    }

    static Map<String, String> renderings() {
        return Map.ofEntries(
                entry("report.json", ReportJson.write(REPORT)),
                entry("verified.json", ReportJson.write(Reports.verified())),
                entry("report.md", MarkdownReport.write(REPORT)),
                entry("verified.md", MarkdownReport.write(Reports.verified())),
                entry("known.md", MarkdownReport.write(SOME_KNOWN)),
                entry("report.txt", TextReport.write(REPORT, false, Reports::text)),
                entry("verified.txt", TextReport.write(Reports.verified(), false, Reports::text)),
                entry("known.txt", TextReport.write(SOME_KNOWN, false, Reports::text)),
                entry("report.sarif", SarifReport.write(REPORT, Reports.RULES)),
                entry("known.sarif", SarifReport.write(SOME_KNOWN, Reports.RULES)),
                entry("report.xml", JunitReport.write(REPORT, FailOn.MEDIUM)),
                entry("known.xml", JunitReport.write(SOME_KNOWN, FailOn.LOW)),
                entry("report.github", GithubReport.write(REPORT, FailOn.MEDIUM)),
                entry("known.github", GithubReport.write(SOME_KNOWN, FailOn.NONE)));
    }

    static List<String> names() {
        return renderings().keySet().stream().sorted().toList();
    }

    @ParameterizedTest
    @MethodSource("names")
    void isAsCommitted(String name) throws IOException {
        Path file = FOLDER.resolve(name);
        String rendering = renderings().get(name);
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(FOLDER);
            Files.writeString(file, rendering);
        }
        assertThat(file)
                .as("%s is stale; look at the change, and rewrite it with -Dgolden.update=true", file)
                .hasContent(rendering);
    }

    @Test
    void everyCommittedFileIsARendering() throws IOException {
        try (var files = Files.list(FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString()).sorted().toList())
                    .isEqualTo(names());
        }
    }

    @Test
    void sarifIsAsItsSchemaSays() throws IOException {
        String schema = "schema/sarif-schema-2.1.0.json";
        assertThat(Schemas.problems(schema, VersionFlag.V7, SarifReport.write(SOME_KNOWN, Reports.RULES)))
                .isEmpty();
        assertThat(Schemas.problems(
                        schema,
                        VersionFlag.V7,
                        SarifReport.write(REPORT, Reports.RULES).replace("\"error\"", "\"awful\"")))
                .isNotEmpty();
    }

    @Test
    void sarifNamesFilesByUris() {
        assertThat(SarifReport.write(REPORT, Reports.RULES)).contains("\"uri\" : \"db/V2__add,%20100%25.sql\"");
        assertThat(SarifReport.write(onFile("/srv/a b.sql"), Reports.RULES))
                .contains("\"uri\" : \"file:///srv/a%20b.sql\"");
        assertThat(SarifReport.write(onFile("a:b/ü.sql"), Reports.RULES)).contains("\"uri\" : \"./a:b/%C3%BC.sql\"");
        assertThat(SarifReport.write(onFile("<stdin>"), Reports.RULES)).contains("\"uri\" : \"%3Cstdin%3E\"");
    }

    @Test
    void junitIsXmlWhateverAMigrationSays() throws Exception {
        CheckedMigration odd = Reports.migration(
                "a<&\"\u0001\uD800.sql",
                1,
                Reports.finding(Reports.DROP, "drop-table", Severity.HIGH, "DROP", "]]>\u0000"));
        String xml = JunitReport.write(MigrationReport.of("1", "18", "psql", List.of(odd)), FailOn.HIGH);
        Document document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
        Element suite = (Element) document.getElementsByTagName("testsuite").item(0);
        assertThat(suite.getAttribute("name")).isEqualTo("a<&\"\uFFFD\uFFFD.sql");
        assertThat(suite.getAttribute("failures")).isEqualTo("1");
        assertThat(suite.getElementsByTagName("failure").item(0).getTextContent())
                .endsWith("]]>\uFFFD");
    }

    @Test
    void colourIsAroundWordsOnly() {
        String coloured = TextReport.write(REPORT, true, Reports::text);
        assertThat(coloured).contains("\u001b[1;31mhigh\u001b[0m");
        assertThat(coloured.replaceAll("\u001b\\[[0-9;]+m", ""))
                .isEqualTo(TextReport.write(REPORT, false, Reports::text));
    }

    @Test
    void aTerminalIsNotDrivenByAMigration() {
        String evil = "DROP TABLE a; -- \u001b[2J\u009b1A\u202e\r\u0007";
        String text = TextReport.write(
                MigrationReport.of(
                        "1",
                        "18",
                        "psql",
                        List.of(Reports.migration(
                                "e\u001bvil\n.sql",
                                1,
                                Reports.finding(Reports.DROP, "drop-table", Severity.HIGH, "DROP", evil)))),
                false,
                file -> evil);
        assertThat(text.chars().filter(c -> c != '\n')).noneMatch(c -> c < ' ' || c == 0x9b || c == 0x202e);
    }

    @Test
    void noControlCharacterOfAMigrationIsWritten() {
        String evil = "DROP TABLE \"a\u001b[2J\u0001\u202e\";\r\n-- \u0007";
        MigrationReport report = MigrationReport.of(
                "1",
                "18",
                "psql",
                List.of(Reports.migration(
                        "e\u001bvil.sql",
                        1,
                        new Finding(
                                "drop-table",
                                Severity.HIGH,
                                new Location("e\u001bvil.sql", new Position(1, 1), new Position(1, 5)),
                                "Drops " + evil,
                                "why",
                                "instead",
                                evil))));
        for (String text : List.of(
                GithubReport.write(report, FailOn.HIGH),
                MarkdownReport.write(report),
                JunitReport.write(report, FailOn.HIGH))) {
            assertThat(text.chars().filter(c -> c != '\n')).noneMatch(c -> c < ' ' || c == 0x202e);
        }
        assertThat(SarifReport.write(report, Reports.RULES).chars().filter(c -> c != '\n'))
                .noneMatch(c -> c < ' ');
    }

    @Test
    void ofALongLineIsShownWhatIsAroundTheCaret() {
        String line = "SELECT 1;".repeat(2000) + "DROP TABLE a;" + "SELECT 1;".repeat(2000);
        CheckedMigration migration = CheckedMigration.of(
                "a.sql",
                line,
                1,
                List.of(),
                List.of(new Finding(
                        "drop-table",
                        Severity.HIGH,
                        Reports.location("a.sql", line, "DROP TABLE a"),
                        "It is gone.",
                        "",
                        "",
                        "")));
        List<String> text = TextReport.write(
                        MigrationReport.of("1", "18", "psql", List.of(migration)), false, file -> line)
                .lines()
                .toList();
        assertThat(text.get(2)).hasSizeLessThan(200);
        assertThat(text.get(2).substring(text.get(3).indexOf('^'))).startsWith("DROP TABLE a;");
        assertThat(text.get(3).substring(text.get(3).indexOf('^'))).isEqualTo("^".repeat(12));
    }

    private static MigrationReport onFile(String file) {
        return MigrationReport.of(
                "1",
                "18",
                "psql",
                List.of(Reports.migration(
                        file,
                        1,
                        new Finding(
                                "a",
                                Severity.LOW,
                                new Location(file, new Position(1, 1), new Position(1, 2)),
                                "m",
                                "w",
                                "i",
                                ""))));
    }
}
