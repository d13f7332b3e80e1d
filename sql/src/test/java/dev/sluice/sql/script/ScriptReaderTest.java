package dev.sluice.sql.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.sql.lexer.Problem;
import dev.sluice.sql.source.Positions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That statements end where the server has them end is compared with one, in ScriptConformanceIT. */
class ScriptReaderTest {

    @Test
    void aDumpWithEverything() {
        String script = """
            -- dump
            \\set ON_ERROR_STOP on
            \\connect app
            BEGIN;

            CREATE FUNCTION f() RETURNS text LANGUAGE plpgsql AS $_$ BEGIN; RETURN ';'; END; $_$;
            COPY public.t (a, b) FROM stdin;
            1	it's; \\N
            \\.
            \\if :{?x}
              UPDATE t SET a = :'x' WHERE :"col" = 1; -- last
            \\endif
            COMMIT
            """;
        assertThat(parts(script))
                .containsExactly(
                        "2:1 \\set ON_ERROR_STOP on",
                        "3:1 \\connect app",
                        "4:1 BEGIN",
                        "6:1 CREATE FUNCTION f() RETURNS text LANGUAGE plpgsql AS $_$ BEGIN; RETURN ';'; END; $_$",
                        "7:1 COPY public.t (a, b) FROM stdin",
                        "8:1 data 1\tit's; \\N\n",
                        "10:1 \\if :{?x}",
                        "11:3 UPDATE t SET a = :'x' WHERE :\"col\" = 1",
                        "12:1 \\endif",
                        "13:1 COMMIT");
    }

    @Test
    void dataOfACopyThatAMetaCommandSends() {
        String script = """
            COPY t FROM stdin \\g
            1;2
            \\.
            COPY u FROM stdin
            \\gx (format=csv)
            select 1;
            \\.
            select 2
            """;
        assertThat(parts(script))
                .containsExactly(
                        "1:1 COPY t FROM stdin",
                        "1:19 \\g",
                        "2:1 data 1;2\n",
                        "4:1 COPY u FROM stdin",
                        "5:1 \\gx (format=csv)",
                        "6:1 data select 1;\n",
                        "8:1 select 2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            quoteCharacter = '`',
            value = {
                "select 1; ; ;select 2 ¦ select 1 ⏎ select 2",
                "select 1 \\g ¦ select 1 ⏎ \\g",
                "select 1 \\gx (format=csv) | wc -l; x ¦ select 1 ⏎ \\gx (format=csv) | wc -l; x",
                "select 1 \\g | wc \\\\ -l ¦ select 1 ⏎ \\g | wc \\\\ -l",
                "select 1 \\gset a_ \\\\ select 2; ¦ select 1 ⏎ \\gset a_ ⏎ select 2",
                "\\pset x y \\echo 'a \\\\ b' \"c\\\\d\" `e` ¦ \\pset x y ⏎ \\echo 'a \\\\ b' \"c\\\\d\" `e`",
                "\\echo 'a\\'b\\\\' \\\\ select 1 ¦ \\echo 'a\\'b\\\\' ⏎ select 1",
                "\\! ls; \\\\ x ¦ \\! ls; \\\\ x",
                "select 1\\; select 2; ¦ select 1 ⏎ select 2",
                "select 1 \\: 2; ¦ select 1 \\: 2",
                "select \\echo x ¦ \\echo x ⏎ select",
                "drop table t \\r ¦ \\r",
                "select $$;$$, ';', \";\" /*;*/ ¦ select $$;$$, ';', \";\"",
                "create rule r as on insert to t do also (select 1; select 2); x ¦ create rule r as on insert to t do"
                        + " also (select 1; select 2) ⏎ x",
                "create procedure p() begin atomic select 1; end; x ¦ create procedure p() begin atomic select 1; end"
                        + " ⏎ x",
                "create table begin (atomic int); x ¦ create table begin (atomic int) ⏎ x",
                "copy t to stdout; select 1 ¦ copy t to stdout ⏎ select 1",
                "copy (select 1 from stdin) to 'f'; select 1 ¦ copy (select 1 from stdin) to 'f' ⏎ select 1",
                "copy t from 'stdin'; select 1 ¦ copy t from 'stdin' ⏎ select 1",
                "` ` ¦ ``",
            })
    void partsOfOneLine(String script, String parts) {
        assertThat(parts(script).stream()
                        .map(part -> part.substring(part.indexOf(' ') + 1))
                        .collect(Collectors.joining(" ⏎ ")))
                .isEqualTo(parts);
    }

    @Test
    void dataBelongToTheCommandsOfTheirLine() {
        String script = "copy a from stdin; select 1; copy b from stdout; -- c\n"
                + "a1\n"
                + "a2\n"
                + "\\.\r\n"
                + "\\.\n"
                + "select 2;\n"
                + "\\copy c from stdin\n"
                + "c1";
        assertThat(parts(script))
                .containsExactly(
                        "1:1 copy a from stdin",
                        "2:1 data a1\na2\n",
                        "1:20 select 1",
                        "1:30 copy b from stdout",
                        "5:1 data ",
                        "6:1 select 2",
                        "7:1 \\copy c from stdin",
                        "8:1 data c1");
    }

    @Test
    void dataMayBeAnything() {
        String script = "copy a from stdin;\n'\"$$/*\n \\.\n\\.x\n\\\\.\n\\.\nselect 1";
        assertThat(parts(script))
                .containsExactly("1:1 copy a from stdin", "2:1 data '\"$$/*\n \\.\n\\.x\n\\\\.\n", "7:1 select 1");
        ScriptReader reader = new ScriptReader("copy a from stdin;\nx\n");
        reader.next();
        assertThat(reader.next()).isEqualTo(new CopyData(19, 21, false));
        assertThat(reader.next()).isNull();
    }

    @Test
    void statementsKnowWhatEndsThemAndTheCommentsAbove() {
        String script = "\uFEFF-- one\nselect 1; -- two\n\nselect 2 \\gexec\nselect 3\\;select 4";
        List<Statement> statements = statements(script);
        assertThat(statements)
                .extracting(Statement::ending)
                .containsExactly(
                        Statement.Ending.SEMICOLON,
                        Statement.Ending.META_COMMAND,
                        Statement.Ending.JOINED,
                        Statement.Ending.END_OF_SCRIPT);
        assertThat(statements)
                .extracting(s -> script.substring(s.precededFrom(), s.start()))
                .containsExactly("-- one\n", " -- two\n\n", "\n", "");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            quoteCharacter = '`',
            value = {
                "select 1; select 'a; x ¦ UNTERMINATED_STRING ¦ 17",
                "select \"a; x ¦ UNTERMINATED_NAME ¦ 7",
                "do $a$ ; $b$ ¦ UNTERMINATED_DOLLAR_STRING ¦ 3",
                "select /* ; ¦ UNTERMINATED_COMMENT ¦ 7",
                "select (1, (2); x ¦ UNCLOSED_PARENTHESIS ¦ 7",
                "create function f() begin atomic select 1; ¦ UNCLOSED_BODY ¦ 20",
                "select 1a, 'x ¦ JUNK_AFTER_NUMBER ¦ 7",
                "select 'a\0b', 1a ¦ NUL ¦ 9",
                "select \0, 'x ¦ NUL ¦ 7",
            })
    void flawsSayWhatBeganWhere(String script, Problem problem, int offset) {
        List<Statement> statements = statements(script);
        Statement last = statements.get(statements.size() - 1);
        assertThat(last.flaw()).isEqualTo(new Flaw(problem, offset));
        assertThat(statements.subList(0, statements.size() - 1))
                .allSatisfy(statement -> assertThat(statement.flaw()).isNull());
    }

    @Test
    void aFlawIsThatOfItsStatementOnly() {
        assertThat(statements("select 1a; select 'b\0'; select 2"))
                .extracting(s -> s.flaw() == null ? null : s.flaw().problem())
                .containsExactly(Problem.JUNK_AFTER_NUMBER, Problem.NUL, null);
    }

    @Test
    void metaCommandsHaveNamesAndArguments() {
        String script = "  \\include_relative  'a b'.sql  \\\\select 1";
        MetaCommand command = (MetaCommand) Objects.requireNonNull(new ScriptReader(script).next());
        assertThat(command.name(script)).isEqualTo("include_relative");
        assertThat(command.arguments(script)).isEqualTo("'a b'.sql");
    }

    @Test
    void aBodyIsReadWithTheOffsetsOfTheWhole() {
        String script = "do $$ select 1; select 'a$$";
        ScriptReader reader = new ScriptReader(script, 5, 25);
        assertThat(Objects.requireNonNull(reader.next()).in(script)).isEqualTo("select 1");
        Statement second = (Statement) Objects.requireNonNull(reader.next());
        assertThat(second.flaw()).isEqualTo(new Flaw(Problem.UNTERMINATED_STRING, 23));
        assertThat(reader.next()).isNull();
    }

    @RepeatedTest(300)
    void everyTextCanBeReadAndPartsDoNotOverlap() {
        Random random = new Random();
        List<String> pieces = List.of(
                ";",
                ";",
                "'",
                "\"",
                "$$",
                "$a$",
                "/*",
                "*/",
                "--",
                "\n",
                "\n",
                "\\",
                "\\.",
                "\\.\n",
                "(",
                ")",
                " ",
                "copy t from stdin",
                "create function ",
                "begin atomic",
                "end",
                "\\g",
                "\\r",
                "\\\\",
                "\\;",
                "\\copy t from stdin\n",
                "x",
                "1",
                "\0",
                "\r\n");
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(40); i > 0; i--) {
            text.append(pieces.get(random.nextInt(pieces.size())));
        }
        String script = text.toString();
        ScriptReader reader = new ScriptReader(script);
        int statementEnd = 0;
        for (ScriptPart part = reader.next(); part != null; part = reader.next()) {
            assertThat(part.start()).as(script).isBetween(0, part.end());
            assertThat(part.end()).as(script).isLessThanOrEqualTo(script.length());
            if (part instanceof Statement) {
                Statement statement = (Statement) part;
                assertThat(statement.start()).as(script).isGreaterThanOrEqualTo(statementEnd);
                assertThat(statement.precededFrom()).as(script).isLessThanOrEqualTo(statement.start());
                assertThat(statement.in(script)).as(script).isNotBlank();
                statementEnd = statement.end();
            }
        }
    }

    private static List<Statement> statements(String script) {
        List<Statement> statements = new ArrayList<>();
        ScriptReader reader = new ScriptReader(script);
        for (ScriptPart part = reader.next(); part != null; part = reader.next()) {
            if (part instanceof Statement) {
                statements.add((Statement) part);
            }
        }
        return statements;
    }

    private static List<String> parts(String script) {
        List<String> parts = new ArrayList<>();
        Positions positions = new Positions(script);
        ScriptReader reader = new ScriptReader(script);
        for (ScriptPart part = reader.next(); part != null; part = reader.next()) {
            parts.add(positions.at(part.start()) + (part instanceof CopyData ? " data " : " ") + part.in(script));
        }
        return parts;
    }
}
