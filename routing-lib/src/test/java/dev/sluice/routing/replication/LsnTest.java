package dev.sluice.routing.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LsnTest {

    @ParameterizedTest
    @CsvSource({
        "0/0, 0",
        "0/1, 1",
        "16/B374D848, 97500059720",
        "0/FFFFFFFF, 4294967295",
        "1/0, 4294967296",
        "7FFFFFFF/FFFFFFFF, 9223372036854775807",
        "80000000/0, -9223372036854775808",
        "FFFFFFFF/FFFFFFFF, -1",
    })
    void isReadAndPrintedInTheFormOfPostgres(String text, long value) {
        assertThat(Lsn.parse(text).value()).isEqualTo(value);
        assertThat(Lsn.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource({"16/b374d848, 16/B374D848", "0/0A, 0/A", "00000016/0000000F, 16/F"})
    void smallLettersAndLeadingZerosAreReadToo(String text, String printed) {
        assertThat(Lsn.parse(text)).hasToString(printed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "0",
                "0/",
                "/0",
                "0/0/0",
                "G/0",
                "0/123456789",
                "123456789/0",
                "-1/0",
                "0/-1",
                " 0/0",
                "0/0 ",
                "0/0\n",
                "+1/0",
                "٣/0"
            })
    void anotherFormIsRefusedWithTheTextAndAnExample(String text) {
        assertThatThrownBy(() -> Lsn.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + text + "\"")
                .hasMessageContaining("16/B374D848");
    }

    @ParameterizedTest
    @CsvSource({
        "0/0, 0/1, 1",
        "0/FFFFFFFF, 1/0, 1",
        "0/0, 80000000/0, -9223372036854775808",
        "7FFFFFFF/FFFFFFFF, 80000000/0, 1",
        "80000000/0, FFFFFFFF/FFFFFFFF, 9223372036854775807",
    })
    void isComparedAsUnsigned(String lower, String higher, long bytes) {
        Lsn behind = Lsn.parse(lower);
        Lsn ahead = Lsn.parse(higher);
        assertThat(ahead).isGreaterThan(behind);
        assertThat(ahead.reaches(behind)).isTrue();
        assertThat(behind.reaches(ahead)).isFalse();
        assertThat(ahead.reaches(ahead)).isTrue();
        assertThat(ahead.bytesAheadOf(behind)).isEqualTo(bytes);
        assertThat(behind.bytesAheadOf(ahead)).isZero();
        assertThat(ahead.bytesAheadOf(ahead)).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "0/3000028, 0/3000000",
        "0/3002018, 0/3002000",
        "80000000/18, 80000000/0",
        "FFFFFFFF/FFFFE018, FFFFFFFF/FFFFE000",
        "0/3000000, 0/3000000",
        "0/3000060, 0/3000060",
        "0/3002038, 0/3002038",
    })
    void theHeaderOfAPageIsNoRecord(String told, String end) {
        assertThat(Lsn.parse(told).beforePageHeader()).isEqualTo(Lsn.parse(end));
    }
}
