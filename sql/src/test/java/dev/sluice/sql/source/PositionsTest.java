package dev.sluice.sql.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class PositionsTest {

    @Test
    void eachLineBreakEndsALine() {
        String text = "a\nb\r\nc\rd\n\r\n\n";
        assertThat(positions(text)).isEqualTo("1:1 1:2 2:1 2:2 2:3 3:1 3:2 4:1 4:2 5:1 5:2 6:1 7:1");
    }

    @Test
    void columnsAreCodePointsAndATabIsOne() {
        assertThat(positions("\té日😀x")).isEqualTo("1:1 1:2 1:3 1:4 1:4 1:5 1:6");
    }

    @Test
    void aByteOrderMarkIsNoColumn() {
        assertThat(positions("\uFEFFab\n\uFEFFc")).isEqualTo("1:1 1:1 1:2 1:3 2:1 2:2 2:3");
    }

    @Test
    void theEndHasAPlaceAndWhatIsBehindHasNone() {
        assertThat(positions("")).isEqualTo("1:1");
        assertThatThrownBy(() -> new Positions("ab").at(3)).hasMessage("offset 3 of a text of 2 characters");
    }

    @Test
    void positionsAreOrderedAsInTheText() {
        assertThat(new Position(1, 9)).isLessThan(new Position(2, 1)).isGreaterThan(new Position(1, 8));
    }

    @RepeatedTest(50)
    void longTextsAreCountedAsShortOnesAre() {
        Random random = new Random();
        StringBuilder text = new StringBuilder(random.nextBoolean() ? "\uFEFF" : "");
        while (text.length() < 20_000) {
            switch (random.nextInt(200)) {
                case 0 -> text.append('\n');
                case 1 -> text.append("\r\n");
                case 2 -> text.append('\r');
                default -> text.appendCodePoint(random.nextInt(5) == 0 ? 0x1F600 : 'a' + random.nextInt(20));
            }
        }
        Positions positions = new Positions(text.toString());
        for (int i = 0; i < 100; i++) {
            int offset = random.nextInt(text.length() + 1);
            assertThat(positions.at(offset)).as("offset %s", offset).isEqualTo(counted(text, offset));
        }
    }

    private static Position counted(CharSequence text, int offset) {
        int line = 1;
        int start = text.charAt(0) == '\uFEFF' ? 1 : 0;
        for (int at = 0; at < offset; at++) {
            boolean crlf = text.charAt(at) == '\r' && at + 1 < text.length() && text.charAt(at + 1) == '\n';
            if (text.charAt(at) == '\n' || (text.charAt(at) == '\r' && !crlf)) {
                line++;
                start = at + 1;
            }
        }
        int whole = offset < text.length()
                        && offset > 0
                        && Character.isSurrogatePair(text.charAt(offset - 1), text.charAt(offset))
                ? offset - 1
                : offset;
        int column = whole < start ? 1 : Character.codePointCount(text, start, whole) + 1;
        return new Position(line, column);
    }

    private static String positions(String text) {
        Positions positions = new Positions(text);
        StringBuilder all = new StringBuilder();
        for (int offset = 0; offset <= text.length(); offset++) {
            all.append(offset > 0 ? " " : "").append(positions.at(offset));
        }
        return all.toString();
    }
}
