package dev.sluice.sql.lexer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** That the values are a server's is compared with one, in LexerConformanceIT. */
class TokenValueTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Name_É | name_É",
                "\"Na\"\"me\" | Na\"me",
                "U&\"\\0061\\\\\" | a\\",
                "'it''s' | it's",
                "'a\\' | a\\",
                "E'a\\tb\\x41\\103\\u00e9\\z' | `a\tbACéz`",
                "U&'\\+01F600' | 😀",
                "N'a' | a",
                "$x$a$$b$x$ | a$$b",
            })
    void valuesOfTokens(String token, String value) {
        assertThat(of(token)).isEqualTo(value);
    }

    @Test
    void partsOnSeveralLinesAreOneValue() {
        assertThat(of("'a' -- 'c'\n  'b'")).isEqualTo("ab");
        assertThat(of("U&'\\00'\n'61'"))
                .as("escapes are read when the parts are together")
                .isEqualTo("a");
    }

    @Test
    void anotherEscapeCharacterForUnicode() {
        assertThat(TokenValue.of("U&'!0061\\'", TokenKind.UNICODE_STRING, '!')).isEqualTo("a\\");
    }

    @ParameterizedTest
    @ValueSource(strings = {"E'\\x00'", "E'\\uD800'", "E'\\u12'", "E'\\xC3'", "U&'\\D83D'", "U&'\\12'", "U&'\\0000'"})
    void whatTheServerRefuses(String token) {
        assertThatIllegalArgumentException().isThrownBy(() -> of(token)).withMessageContaining("token");
    }

    @Test
    void aNumberHasNoText() {
        assertThatIllegalArgumentException().isThrownBy(() -> of("1")).withMessageContaining("INTEGER");
    }

    private static String of(String token) {
        Lexer lexer = new Lexer(token, ParameterStyle.SERVER);
        lexer.next();
        assertThat(lexer.end()).isEqualTo(token.length());
        return TokenValue.of(lexer);
    }
}
