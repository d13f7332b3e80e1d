package dev.sluice.sql.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceholdersTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            value = {
                "select * from ${schema}.t ¦ select * from __schema_.t",
                "create table t_${env}_x (a int) ¦ create table t___env__x (a int)",
                "'${flyway:timestamp}' ¦ '__flyway_timestamp_'",
                "${a}${b-c.d} ¦ __a___b_c_d_",
                "do $$ begin perform ${f}(); end $$ ¦ do $$ begin perform __f_(); end $$",
            })
    void aPlaceholderBecomesAWord(String text, String masked) {
        assertThat(Placeholders.masked(text)).isEqualTo(masked).hasSameSizeAs(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "select 1", "select $1", "$${}$$", "${", "${a", "${a b}", "select '{\"a\": \"${\"}'"})
    void whatIsNoneStaysTheSame(String text) {
        assertThat(Placeholders.masked(text)).isSameAs(text);
    }

    @Test
    void whatIsTooLongIsNone() {
        String text = "${" + "a".repeat(201) + "}";
        assertThat(Placeholders.masked(text)).isSameAs(text);
    }

    @Test
    void manyOpeningsTakeNoTime() {
        String text = "${".repeat(500_000);
        assertThat(Placeholders.masked(text)).isSameAs(text);
    }
}
