package dev.sluice.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.sql.classify.Classifier;
import dev.sluice.sql.classify.Reason;
import dev.sluice.sql.classify.SafeNames;
import dev.sluice.sql.fingerprint.Fingerprint;
import dev.sluice.sql.lexer.ParameterStyle;
import dev.sluice.sql.lexer.Problem;
import dev.sluice.sql.script.Flaw;
import dev.sluice.sql.script.ScriptPart;
import dev.sluice.sql.script.ScriptReader;
import dev.sluice.sql.script.Statement;
import dev.sluice.sql.source.Position;
import dev.sluice.sql.source.Positions;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Texts of 100 million characters that were written to break a reader. Each test would run for hours if anything were
 * quadratic, and overflow the stack if anything were recursive.
 */
class HostileTextTest {

    private static final int SIZE = 100_000_000;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "select ' | UNTERMINATED_STRING | 7",
                "select '' 'a | UNTERMINATED_STRING | 10",
                "select \" | UNTERMINATED_NAME | 7",
                "select $a$ | UNTERMINATED_DOLLAR_STRING | 7",
                "select /* | UNTERMINATED_COMMENT | 7",
                "select ( | UNCLOSED_PARENTHESIS | 7",
                "create function f() begin atomic | UNCLOSED_BODY | 20",
            })
    void whatIsNeverClosedIsNamed(String begin, Problem problem, int offset) {
        String filling = " a; $b$ $b$ -- b\n";
        String script = begin + filling.repeat(SIZE / filling.length());
        ScriptReader reader = new ScriptReader(script);
        ScriptPart part = reader.next();
        assertThat(part).isInstanceOf(Statement.class);
        assertThat(((Statement) part).flaw()).isEqualTo(new Flaw(problem, offset));
        assertThat(reader.next()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/*",
                "(",
                "[",
                "'",
                "$",
                "$a",
                "$$",
                "$a$b",
                "--\n",
                "\n",
                "\\",
                "\\copy t from stdin\n",
                "copy t from stdin;\n'",
                ";",
                "1",
                "+",
                "-",
                "'a'\n",
                "'a' \n--",
                ":",
                "begin atomic;",
                "\0",
                "\uD83D",
                "\r",
                "\\\\",
                "e'",
                "0x",
                "."
            })
    void repeatedPiecesAreReadInOnePass(String piece) {
        String script = piece.repeat(SIZE / 4 / piece.length());
        ScriptReader reader = new ScriptReader(script);
        long allocated = allocated();
        long parts = 0;
        int end = 0;
        for (ScriptPart part = reader.next(); part != null; part = reader.next()) {
            parts++;
            end = Math.max(end, part.end());
        }
        assertThat(end).isLessThanOrEqualTo(script.length());
        assertThat(allocated() - allocated).isLessThan(10_000_000 + 1000 * parts);
    }

    @Test
    void positionsOfOneLongLineAreFound() {
        Positions positions = new Positions("a".repeat(SIZE) + "\n" + "\n".repeat(1000));
        for (int i = 0; i < 100_000; i++) {
            assertThat(positions.at(SIZE - i)).isEqualTo(new Position(1, SIZE - i + 1));
        }
        assertThat(positions.at(SIZE + 1001)).isEqualTo(new Position(1002, 1));
    }

    @Test
    void aLongStatementHasAShortFingerprintAndAVerdict() {
        String sql = "insert into t values (1, 'a')" + ", (2, 'b')".repeat(SIZE / 40);
        assertThat(Fingerprint.of(sql, ParameterStyle.SERVER).text()).isEqualTo("insert into t values (?, ?)");
        String query = "select a from t where b in (1" + ", 2".repeat(SIZE / 12) + ")";
        assertThat(Fingerprint.of(query, ParameterStyle.SERVER).text()).isEqualTo("select a from t where b in (?)");
        assertThat(new Classifier(SafeNames.builtIn(), ParameterStyle.SERVER)
                        .classify(query)
                        .reason())
                .isEqualTo(Reason.READ_ONLY);
    }

    @Test
    void deepNestingIsRead() {
        String sql = "select " + "(".repeat(SIZE / 20) + "1" + ")".repeat(SIZE / 20);
        assertThat(Fingerprint.of(sql, ParameterStyle.SERVER).text()).hasSize(sql.length());
        assertThat(new Classifier(SafeNames.builtIn(), ParameterStyle.SERVER)
                        .classify(sql)
                        .reason())
                .isEqualTo(Reason.READ_ONLY);
    }

    @Test
    void aFileInUtf16IsRecognised() {
        byte[] bytes = "select 1;\nselect 2;\n".getBytes(StandardCharsets.UTF_16LE);
        ScriptReader reader = new ScriptReader(new String(bytes, StandardCharsets.UTF_8));
        ScriptPart part = reader.next();
        assertThat(part).isInstanceOf(Statement.class);
        assertThat(((Statement) part).flaw()).isEqualTo(new Flaw(Problem.NUL, 1));
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
