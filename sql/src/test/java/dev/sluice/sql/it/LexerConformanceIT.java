package dev.sluice.sql.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.fail;

import dev.sluice.sql.lexer.Lexer;
import dev.sluice.sql.lexer.ParameterStyle;
import dev.sluice.sql.lexer.Problem;
import dev.sluice.sql.lexer.TokenKind;
import dev.sluice.sql.lexer.TokenValue;
import dev.sluice.testing.junit.FixtureLogs;
import dev.sluice.testing.postgres.PostgresReplicaSet;
import dev.sluice.testing.postgres.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * The lexer reads what PostgreSQL reads. A server that meets a token which its grammar does not expect names that token
 * and its place; so each token of a text that is not SQL is asked for by sending the text from there on.
 */
@ExtendWith(FixtureLogs.class)
class LexerConformanceIT {

    private static final int TEXTS = 1500;
    private static final int LITERALS = 2000;

    /** What the server says of a text that breaks its lexical rules, by the begin of the message. */
    private static final Map<String, Problem> COMPLAINTS = Map.ofEntries(
            Map.entry("unterminated quoted string", Problem.UNTERMINATED_STRING),
            Map.entry("unterminated bit string", Problem.UNTERMINATED_STRING),
            Map.entry("unterminated hexadecimal string", Problem.UNTERMINATED_STRING),
            Map.entry("unterminated quoted identifier", Problem.UNTERMINATED_NAME),
            Map.entry("unterminated dollar-quoted string", Problem.UNTERMINATED_DOLLAR_STRING),
            Map.entry("unterminated /* comment", Problem.UNTERMINATED_COMMENT),
            Map.entry("zero-length delimited identifier", Problem.EMPTY_NAME),
            Map.entry("trailing junk after numeric literal", Problem.JUNK_AFTER_NUMBER),
            Map.entry("trailing junk after parameter", Problem.JUNK_AFTER_PARAMETER),
            Map.entry("invalid hexadecimal integer", Problem.NUMBER_WITHOUT_DIGITS),
            Map.entry("invalid octal integer", Problem.NUMBER_WITHOUT_DIGITS),
            Map.entry("invalid binary integer", Problem.NUMBER_WITHOUT_DIGITS),
            Map.entry("parameter number too large", Problem.PARAMETER_TOO_LARGE),
            Map.entry("operator too long", Problem.OPERATOR_TOO_LONG));

    private static PostgresReplicaSet set;
    private static Connection connection;
    private static Statement statement;

    @BeforeAll
    static void start() throws SQLException {
        set = PostgresReplicaSet.builder().replicas(0).start();
        PostgresServer server = set.primary();
        Properties properties = new Properties();
        properties.setProperty("user", set.user());
        properties.setProperty("password", set.password());
        // The driver sends a text as it is only in this mode, and without looking for JDBC's escapes.
        properties.setProperty("preferQueryMode", "simple");
        connection = DriverManager.getConnection(server.jdbcUrl(set.database()), properties);
        statement = connection.createStatement();
        statement.setEscapeProcessing(false);
        statement.execute("SET log_min_error_statement = panic; SET log_min_messages = panic");
    }

    @AfterAll
    static void stop() throws SQLException {
        connection.close();
        set.close();
    }

    @Test
    void eachPieceIsReadAsTheServerReadsIt() {
        for (String text : Texts.TOKENS) {
            compare(text);
            compare("zz " + text + " zz");
        }
    }

    @Test
    void textsOfManyPiecesAreReadAsTheServerReadsThem() {
        Random random = new Random();
        for (int i = 0; i < TEXTS; i++) {
            compare(Texts.random(random, 1 + random.nextInt(8)));
        }
    }

    @Test
    void literalsHaveTheValueThatTheServerGivesThem() throws SQLException {
        Random random = new Random();
        int refused = 0;
        for (int i = 0; i < LITERALS; i++) {
            String literal = Literals.random(random);
            Lexer lexer = new Lexer(literal, ParameterStyle.SERVER);
            TokenKind kind = lexer.next();
            if (literal.contains("??")) {
                continue;
            }
            String expected;
            try (ResultSet rows = statement.executeQuery("SELECT " + literal)) {
                rows.next();
                expected = rows.getString(1);
            } catch (PSQLException e) {
                refused++;
                String why = e.getMessage();
                try {
                    boolean whole = lexer.kind() != TokenKind.INVALID && lexer.end() == literal.length();
                    String ours = whole ? TokenValue.of(lexer) : null;
                    assertThat(ours)
                            .as("%s refused by the server: %s", literal, why)
                            .isNull();
                } catch (IllegalArgumentException refusedToo) {
                    assertThat(refusedToo).hasMessageContaining("token");
                }
                continue;
            }
            assertThat(kind.isText()).as(literal).isTrue();
            assertThatCode(() -> TokenValue.of(lexer)).as(literal).doesNotThrowAnyException();
            assertThat(TokenValue.of(lexer)).as(literal).isEqualTo(expected);
        }
        assertThat(refused).isBetween(1, LITERALS / 2);
    }

    /** Sends the text from each of its tokens on. */
    private static void compare(String text) {
        // The driver makes one question mark of two.
        if (text.contains("??")) {
            return;
        }
        Lexer lexer = new Lexer(text, ParameterStyle.SERVER);
        while (lexer.next() != TokenKind.END) {
            ask(text, lexer.start());
        }
    }

    private static void ask(String text, int from) {
        String sent = text.substring(from);
        try {
            statement.execute(sent);
        } catch (PSQLException e) {
            ServerErrorMessage message = e.getServerErrorMessage();
            assertThat(message).as("%s: %s", sent, e).isNotNull();
            check(sent, message);
            return;
        } catch (SQLException e) {
            fail("the driver refuses " + sent, e);
        }
        Lexer lexer = new Lexer(sent, ParameterStyle.SERVER);
        while (lexer.next() != TokenKind.END) {
            assertThat(lexer.kind()).as("the server takes %s", sent).isEqualTo(TokenKind.SEMICOLON);
        }
    }

    private static void check(String sent, ServerErrorMessage message) {
        String said = message.getMessage();
        assertThat(said).as(sent).isNotNull();
        if (said.startsWith("invalid Unicode") || said.startsWith("invalid byte")) {
            return;
        }
        int at = sent.offsetByCodePoints(0, message.getPosition() - 1);
        String where = "«" + sent + "» at " + at + ": " + said;
        Lexer lexer = new Lexer(sent, ParameterStyle.SERVER);
        do {
            lexer.nextOrComment();
        } while (lexer.kind() != TokenKind.END && lexer.end() <= at);
        if (said.equals("syntax error at end of input")) {
            assertThat(lexer.kind()).as(where).isIn(TokenKind.END, TokenKind.LINE_COMMENT, TokenKind.BLOCK_COMMENT);
            return;
        }
        assertThat(said).as(where).contains(" at or near \"");
        String near = said.substring(said.indexOf('"') + 1, said.length() - 1);
        Problem problem = COMPLAINTS.entrySet().stream()
                .filter(complaint -> said.startsWith(complaint.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
        if (problem != null) {
            assertThat(lexer.problem()).as(where).isEqualTo(problem);
            assertThat(lexer.start()).as(where).isEqualTo(at);
            return;
        }
        assertThat(said).as(where).startsWith("syntax error");
        if (lexer.token().matches("(?s)[nN]'.*")) {
            // The server's grammar has the letter and the string apart.
            assertThat(near)
                    .as(where)
                    .isIn(lexer.token().substring(0, 1), lexer.token().substring(1));
            return;
        }
        assertThat(lexer.problem()).as(where).isIn(null, Problem.UNEXPECTED_CHARACTER);
        assertThat(lexer.start()).as(where).isEqualTo(at);
        assertThat(near).as(where).isEqualTo(lexer.token());
    }
}
