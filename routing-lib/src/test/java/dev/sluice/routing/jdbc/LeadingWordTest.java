package dev.sluice.routing.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeadingWordTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT 1                             | select  | false",
                "  (select 1) union (select 2)        | select  | false",
                "-- note\\n /* a /* b */ c */ WITH x   | with    | false",
                "/* select */ SET x = 1               | set     | true",
                "LISTEN c                             | listen  | true",
                "begin                                | begin   | true",
                "select set_config('a', 'b', false)   | select  | true",
                "INSERT INTO t VALUES (1)             | insert  | false",
                "/* not closed                        | ''      | true",
                "-- only a note                       | ''      | true",
                "''                                   | ''      | true",
            })
    void theFirstWordTells(String sql, String word, boolean mayChange) {
        String text = sql.replace("\\n", "\n");
        assertThat(LeadingWord.of(text)).isEqualTo(word);
        assertThat(LeadingWord.mayChangeSession(text)).isEqualTo(mayChange);
    }
}
