package dev.sluice.analysis.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.analysis.finding.Location;
import dev.sluice.sql.source.Position;
import dev.sluice.sql.source.Positions;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceTextTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a\nb", "\uFEFFab\r\ncd\re\n\n\tf", "😀x\n日本\r\r\n", "\n"})
    void agreesWithThePositions(String text) {
        Positions positions = new Positions(text);
        SourceText source = new SourceText(text);
        // Not before a byte order mark, which has the position of what follows.
        for (int at = text.startsWith("\uFEFF") ? 1 : 0; at <= text.length(); at++) {
            if (at == 0 || at == text.length() || !Character.isLowSurrogate(text.charAt(at))) {
                assertThat(source.offset(positions.at(at))).as("offset %d", at).isEqualTo(at);
            }
        }
    }

    @Test
    void linesAreShownWithoutTheirBreaks() {
        SourceText source = new SourceText("\uFEFFone\r\ntwo\rthree\n\n");
        assertThat(IntStream.rangeClosed(1, 6)
                        .mapToObj(line ->
                                source.excerpt(at(line, 1, line, 2), 100).text()))
                .containsExactly("one", "two", "three", "", "", "");
    }

    @Test
    void ofALongLineIsShownWhatIsAround() {
        SourceText source = new SourceText("x".repeat(1000) + "😀ab" + "y".repeat(1000) + "\nz");
        assertThat(source.excerpt(at(1, 1001, 1, 1004), 16))
                .isEqualTo(new SourceText.Excerpt("xxxx😀abyyyyyyyy", 4, 8, true, true));
        assertThat(source.excerpt(at(1, 1005, 2, 1), 16))
                .isEqualTo(new SourceText.Excerpt("😀abyyyyyyyyyyyyy".substring(0, 16), 5, 16, true, true));
        assertThat(source.excerpt(at(1, 2001, 1, 2010), 16).text()).isEqualTo("y".repeat(7));
    }

    private static Location at(int line, int column, int endLine, int endColumn) {
        return new Location("a.sql", new Position(line, column), new Position(endLine, endColumn));
    }

    @Test
    void whatIsBehindTheEndIsTheEnd() {
        assertThat(new SourceText("ab").offset(new Position(7, 1))).isEqualTo(2);
        assertThat(new SourceText("ab").offset(new Position(1, 9))).isEqualTo(2);
    }

    @Test
    void aSecretIsNotShownAndWhatIsBehindItStaysMarked() {
        SourceText source = SourceText.withoutSecrets("SELECT 1;\nALTER ROLE app PASSWORD 'hunter2' NOLOGIN;\n");
        Location behind = new Location("a.sql", new Position(2, 35), new Position(2, 42));
        assertThat(source.excerpt(behind, 160))
                .isEqualTo(new SourceText.Excerpt("ALTER ROLE app PASSWORD '…' NOLOGIN;", 28, 35, false, false));
    }
}
