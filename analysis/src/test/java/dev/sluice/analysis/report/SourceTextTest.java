package dev.sluice.analysis.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.sql.source.Position;
import dev.sluice.sql.source.Positions;
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
    void linesAreWithoutTheirBreaks() {
        SourceText source = new SourceText("\uFEFFone\r\ntwo\rthree\n\n");
        assertThat(new String[] {
                    source.line(1), source.line(2), source.line(3), source.line(4), source.line(5), source.line(6)
                })
                .containsExactly("one", "two", "three", "", "", "");
    }

    @Test
    void whatIsBehindTheEndIsTheEnd() {
        assertThat(new SourceText("ab").offset(new Position(7, 1))).isEqualTo(2);
        assertThat(new SourceText("ab").offset(new Position(1, 9))).isEqualTo(2);
    }
}
