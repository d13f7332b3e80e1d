package dev.sluice.sql.lexer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each style reads. That the style SERVER reads what a server reads is compared with one, in LexerConformanceIT. */
class LexerTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            quoteCharacter = '`',
            value = {
                "SELECT a.\"b\" ¦ WORD:SELECT WORD:a DOT:. QUOTED_NAME:\"b\"",
                "'a''b' E'\\'' U&'x' N'y' B'1' X'f' $t$z$t$ ¦ STRING:'a''b' ESCAPE_STRING:E'\\'' UNICODE_STRING:U&'x'"
                        + " NATIONAL_STRING:N'y' BIT_STRING:B'1' HEX_STRING:X'f' DOLLAR_STRING:$t$z$t$",
                "1 .5 5. 1e-3 0xFF 1_000 1..2 ¦ INTEGER:1 NUMERIC:.5 NUMERIC:5. NUMERIC:1e-3 INTEGER:0xFF INTEGER:1_000"
                        + " INTEGER:1 DOT_DOT:.. INTEGER:2",
                "a=-1 ¦ WORD:a OPERATOR:= OPERATOR:- INTEGER:1",
                "a@-1+/*c*/2*--d ¦ WORD:a OPERATOR:@- INTEGER:1 OPERATOR:+ INTEGER:2 OPERATOR:*",
                "a::b:=c[1:2] ¦ WORD:a TYPECAST::: WORD:b COLON_EQUALS::= WORD:c OPEN_BRACKET:[ INTEGER:1 COLON::"
                        + " INTEGER:2 CLOSE_BRACKET:]",
                "$1,$2;\\ ¦ PARAMETER:$1 COMMA:, PARAMETER:$2 SEMICOLON:; BACKSLASH:\\",
                "a ? b ?| c ¦ WORD:a OPERATOR:? WORD:b OPERATOR:?| WORD:c",
                ":n ¦ COLON:: WORD:n",
                "(a) U&\"b\" ¦ OPEN_PARENTHESIS:( WORD:a CLOSE_PARENTHESIS:) UNICODE_NAME:U&\"b\"",
            })
    void serversTokens(String sql, String tokens) {
        assertThat(tokens(sql, ParameterStyle.SERVER)).isEqualTo(tokens);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            quoteCharacter = '`',
            value = {
                "a=? ¦ WORD:a OPERATOR:= PLACEHOLDER:?",
                "?||'%'||? ¦ PLACEHOLDER:? OPERATOR:|| STRING:'%' OPERATOR:|| PLACEHOLDER:?",
                "a ?? b ??| c ???  ¦ WORD:a OPERATOR:?? WORD:b OPERATOR:??| WORD:c OPERATOR:?? PLACEHOLDER:?",
                "?-1 ¦ PLACEHOLDER:? OPERATOR:- INTEGER:1",
                "a @??- 1 ¦ WORD:a OPERATOR:@??- INTEGER:1",
                "'?' \"?\" $$?$$ /*?*/ ? -- ? ¦ STRING:'?' QUOTED_NAME:\"?\" DOLLAR_STRING:$$?$$ PLACEHOLDER:?",
                ":n ¦ COLON:: WORD:n",
            })
    void jdbcsTokens(String sql, String tokens) {
        assertThat(tokens(sql, ParameterStyle.JDBC)).isEqualTo(tokens);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            quoteCharacter = '`',
            value = {
                "a=:name_1 and b=? ¦ WORD:a OPERATOR:= NAMED_PARAMETER::name_1 WORD:and WORD:b OPERATOR:= PLACEHOLDER:?",
                "a::int=:a::int ¦ WORD:a TYPECAST::: WORD:int OPERATOR:= NAMED_PARAMETER::a TYPECAST::: WORD:int",
                "a[1:n] ¦ WORD:a OPEN_BRACKET:[ INTEGER:1 COLON:: WORD:n CLOSE_BRACKET:]",
                "a[:i] ¦ WORD:a OPEN_BRACKET:[ NAMED_PARAMETER::i CLOSE_BRACKET:]",
                "a[i:n] ¦ WORD:a OPEN_BRACKET:[ WORD:i COLON:: WORD:n CLOSE_BRACKET:]",
                "a[:i::n] ¦ WORD:a OPEN_BRACKET:[ NAMED_PARAMETER::i TYPECAST::: WORD:n CLOSE_BRACKET:]",
                "a[f(1, :n)] ¦ WORD:a OPEN_BRACKET:[ WORD:f OPEN_PARENTHESIS:( INTEGER:1 COMMA:, NAMED_PARAMETER::n"
                        + " CLOSE_PARENTHESIS:) CLOSE_BRACKET:]",
                "array[1, :n] limit :n ¦ WORD:array OPEN_BRACKET:[ INTEGER:1 COMMA:, NAMED_PARAMETER::n CLOSE_BRACKET:]"
                        + " WORD:limit NAMED_PARAMETER::n",
                ":1 : n ¦ COLON:: INTEGER:1 COLON:: WORD:n",
                "x := :ü ¦ WORD:x COLON_EQUALS::= NAMED_PARAMETER::ü",
            })
    void namedParameters(String sql, String tokens) {
        assertThat(tokens(sql, ParameterStyle.NAMED)).isEqualTo(tokens);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            quoteCharacter = '`',
            value = {
                ":v :'v' :\"v\" :{?v} ¦ NAMED_PARAMETER::v VARIABLE_STRING::'v' VARIABLE_NAME::\"v\" VARIABLE_TEST::{?v}",
                ":'v w' ¦ COLON:: STRING:'v w'",
                ":\"v w\" ¦ COLON:: QUOTED_NAME:\"v w\"",
                "a ? b ¦ WORD:a OPERATOR:? WORD:b",
                "':v' $$:v$$ ¦ STRING:':v' DOLLAR_STRING:$$:v$$",
                "a[1:'v'] ¦ WORD:a OPEN_BRACKET:[ INTEGER:1 VARIABLE_STRING::'v' CLOSE_BRACKET:]",
            })
    void psqlsVariables(String sql, String tokens) {
        assertThat(tokens(sql, ParameterStyle.PSQL)).isEqualTo(tokens);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            quoteCharacter = '`',
            value = {
                "x 'a ¦ UNTERMINATED_STRING ¦ 2 ¦ 4",
                "x E'a\\' ¦ UNTERMINATED_STRING ¦ 2 ¦ 7",
                "x \"a ¦ UNTERMINATED_NAME ¦ 2 ¦ 4",
                "x $a$ $b$ ¦ UNTERMINATED_DOLLAR_STRING ¦ 2 ¦ 9",
                "x /* /* */ ¦ UNTERMINATED_COMMENT ¦ 2 ¦ 10",
                "x \"\" ¦ EMPTY_NAME ¦ 2 ¦ 4",
                "x 1a ¦ JUNK_AFTER_NUMBER ¦ 2 ¦ 4",
                "x 1e+ ¦ JUNK_AFTER_NUMBER ¦ 2 ¦ 5",
                "x 1_000$ ¦ JUNK_AFTER_NUMBER ¦ 2 ¦ 8",
                "x 0x ¦ NUMBER_WITHOUT_DIGITS ¦ 2 ¦ 4",
                "x $1a ¦ JUNK_AFTER_PARAMETER ¦ 2 ¦ 5",
                "x $2147483648 ¦ PARAMETER_TOO_LARGE ¦ 2 ¦ 13",
                "x $t ¦ UNEXPECTED_CHARACTER ¦ 2 ¦ 3",
                "x {} ¦ UNEXPECTED_CHARACTER ¦ 2 ¦ 3",
            })
    void problemsSayWhatBeganWhere(String sql, Problem problem, int start, int end) {
        Lexer lexer = new Lexer(sql, ParameterStyle.SERVER);
        lexer.next();
        assertThat(lexer.problem()).isNull();
        assertThat(lexer.next()).isEqualTo(TokenKind.INVALID);
        assertThat(lexer.problem()).isEqualTo(problem);
        assertThat(problem.description()).isNotBlank();
        assertThat(lexer.start()).isEqualTo(start);
        assertThat(lexer.end()).isEqualTo(end);
    }

    @Test
    void anOperatorHas63CharactersAtMost() {
        Lexer lexer = new Lexer("<".repeat(63) + " " + "<".repeat(64), ParameterStyle.SERVER);
        assertThat(lexer.next()).isEqualTo(TokenKind.OPERATOR);
        lexer.next();
        assertThat(lexer.problem()).isEqualTo(Problem.OPERATOR_TOO_LONG);
    }

    @Test
    void aNulIsNoEnd() {
        Lexer lexer = new Lexer("a \0 b", ParameterStyle.SERVER);
        lexer.next();
        lexer.next();
        assertThat(lexer.problem()).isEqualTo(Problem.NUL);
        assertThat(lexer.next()).isEqualTo(TokenKind.WORD);
        assertThat(lexer.next()).isEqualTo(TokenKind.END);
        assertThat(lexer.next()).isEqualTo(TokenKind.END);
    }

    @Test
    void commentsAreTokensForThoseWhoAsk() {
        Lexer lexer = new Lexer("-- a\r\n/* b /* c */ */ d", ParameterStyle.SERVER);
        assertThat(lexer.nextOrComment()).isEqualTo(TokenKind.LINE_COMMENT);
        assertThat(lexer.token()).isEqualTo("-- a");
        assertThat(lexer.nextOrComment()).isEqualTo(TokenKind.BLOCK_COMMENT);
        assertThat(lexer.token()).isEqualTo("/* b /* c */ */");
        assertThat(lexer.nextOrComment()).isEqualTo(TokenKind.WORD);
        assertThat(lexer.nextOrComment()).isEqualTo(TokenKind.END);
    }

    @Test
    void wordsAreComparedAsTheServerFoldsThem() {
        Lexer lexer = new Lexer("LIKE li\u212Ae \"like\"", ParameterStyle.SERVER);
        lexer.next();
        assertThat(lexer.isWord("like")).isTrue();
        assertThat(lexer.isWord("lik")).isFalse();
        lexer.next();
        assertThat(lexer.isWord("like")).as("with the sign for Kelvin").isFalse();
        lexer.next();
        assertThat(lexer.isWord("like")).as("quoted").isFalse();
    }

    @Test
    void aPartIsReadAsIfTheTextEndedThere() {
        Lexer lexer = new Lexer("a 'bc' d", 2, 5, ParameterStyle.SERVER);
        lexer.next();
        assertThat(lexer.problem()).isEqualTo(Problem.UNTERMINATED_STRING);
        assertThat(lexer.end()).isEqualTo(5);
        assertThatThrownBy(() -> new Lexer("abc", 2, 4, ParameterStyle.SERVER)).hasMessageContaining("2 to 4");
    }

    @RepeatedTest(200)
    void tokensCoverTheTextButForWhiteSpace() {
        Random random = new Random();
        String characters = "a1_'\"$/*-+ \n\r\\:?;()[].,eEuUxXbB&@0\uD83D\uDE00é\0{";
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(60); i > 0; i--) {
            text.append(characters.charAt(random.nextInt(characters.length())));
        }
        for (ParameterStyle style : ParameterStyle.values()) {
            Lexer lexer = new Lexer(text.toString(), style);
            int behind = 0;
            while (lexer.nextOrComment() != TokenKind.END) {
                int at = lexer.start();
                assertThat(text.substring(behind, at)).as("%s", text).isBlank();
                assertThat(lexer.end()).as("%s", text).isGreaterThan(lexer.start());
                assertThat(lexer.problem() != null).isEqualTo(lexer.kind() == TokenKind.INVALID);
                behind = lexer.end();
            }
            assertThat(text.substring(behind)).as("%s", text).isBlank();
        }
    }

    private static String tokens(String sql, ParameterStyle style) {
        List<String> tokens = new ArrayList<>();
        Lexer lexer = new Lexer(sql, style);
        while (lexer.next() != TokenKind.END) {
            tokens.add(lexer.kind() + ":" + lexer.token());
        }
        return String.join(" ", tokens);
    }
}
