package dev.sluice.sql.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.sql.lexer.ParameterStyle;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FingerprintTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "SELECT  Id, \"Name\" FROM T -- c\\n; | select id, \"Name\" from t",
                "select 'a', E'b', U&'c', N'd', B'1', X'f', $$e$$, 1, 2.5, 0x1F, $1, ? | select ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?",
                "select a from t where b = :b and c in (:c, :d) | select a from t where b = ? and c in (?)",
                "select * from t where a in (1, 2, 3) and b not in ('x') | select * from t where a in (?) and b not in (?)",
                "select 1 where a in (?::int, ?::int) or a in (b, 1, 2, c) | select ? where a in (?::int) or a in (b, ?, c)",
                "select 1 where (a, b) in ((1, 2), (3, 4)) | select ? where (a, b) in ((?, ?))",
                "select 1 where a in (select 1, 1 from t) | select ? where a in (select ?, ? from t)",
                "select 1 where a in (values (1), (2)) | select ? where a in (values (?))",
                "select 1 where a in ((select 1), 1, 2) | select ? where a in ((select ?), ?)",
                "select array[1, 2], array[[1, 2], [3, 4]], a[1], a[1:2] | select array[?], array[[?]], a[?], a[? : ?]",
                "insert into t (a, b) values (1, 2), (3, null) returning id | insert into t(a, b) values (?, ?) returning id",
                "insert into t values (1, now()), (2, now()), (default, now()) | insert into t values (?, now()), (default, now())",
                "values (1), (2) order by 1 | values (?) order by ?",
                "select * from (values (1, 'a'), (2, 'b')) v | select * from (values (?, ?)) v",
                "select f(1, 2), f(1), g((a), (a)) | select f(?, ?), f(?), g((a), (a))",
                "select -1, a - 1, a -1, (-1), - - 1, -a, +5 from t where x > -2 | select ?, a - ?, a - ?, (?), - ?, - a, ? from t where x > ?",
                "select case when a then -1 else null end from t | select case when a then ? else ? end from t",
                "select a is null, a is not true, coalesce(a, null), a = true, f(false) | select a is null, a is not true, coalesce(a, ?),"
                        + " a = ?, f(?)",
                "create table t (a int not null default null, b varchar(10)) | create table t(a int not null default null, b varchar(?))",
                "select a!=b, a<>b | select a <> b, a <> b",
                "select data ?? 'x', data ??& ? | select data ? ?, data ?& ?",
                "select count(*), t.*, x::numeric(10, 2)[] from a.t | select count(*), t.*, x::numeric(?, ?)[] from a.t",
                "select 1; select 2;; | select ? ; select ?",
                "; ; select 1 | ; ; select ?",
                "select t.null, t.in (1, 2) | select t.null, t.in(?, ?)",
                "alter user u password 'secret | alter user u password ?",
                "insert into t values ('secret', 'x | insert into t values (?, ?",
                "select ${schema}.t, {fn now()} | select $ { schema }.t, { fn now() }",
                "`` | ``",
                "-1 | ?",
                "select - | select -",
            })
    void normalisedText(String sql, String text) {
        assertThat(Fingerprint.of(
                                sql.replace("\\n", "\n"),
                                sql.contains(":b") ? ParameterStyle.NAMED : ParameterStyle.JDBC)
                        .text())
                .isEqualTo(text);
    }

    /** These never change within a version: others may have stored them. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | cbf29ce484222325",
                "a | af63dc4c8601ec8c",
                "foobar | 85944171f73967e8",
                "SELECT 1 | 02fb7a5a1a5a9a58",
                "SELECT * FROM orders WHERE id = $1 | 6cdf8c3f21acc0e8",
                "INSERT INTO orders (id, total) VALUES (1, 9.5), (2, 3) ON CONFLICT DO NOTHING | 4753852e03b38c69",
                "select \"日本\", 'x' from \"😀\" where ü in (1, -2, $3) | 3da480e7544a4672",
            })
    void knownValues(String sql, String hex) {
        assertThat(Fingerprint.VERSION).isEqualTo(1);
        assertThat(Fingerprint.of(sql, ParameterStyle.SERVER).hex()).isEqualTo(hex);
    }

    @Test
    void parametersAreAlikeInEveryForm() {
        long server = Fingerprint.of("select a from t where b = $1 and c in ($2, $3)", ParameterStyle.SERVER)
                .value();
        assertThat(Fingerprint.of("SELECT a FROM t WHERE b=? AND c IN (?)", ParameterStyle.JDBC)
                        .value())
                .isEqualTo(server);
        assertThat(Fingerprint.of("select a from t where b=:b and c in (:c)", ParameterStyle.NAMED)
                        .value())
                .isEqualTo(server);
        assertThat(Fingerprint.of("select a from t where b=:'b' and c in (:c)", ParameterStyle.PSQL)
                        .value())
                .isEqualTo(server);
        assertThat(Fingerprint.of("select a from t where b='b' and c in (1,2,3,4)", ParameterStyle.SERVER)
                        .value())
                .isEqualTo(server);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "select a from t | select b from t",
                "select a from t | select \"A\" from t",
                "select a from t where b is null | select a from t where b is true",
                "select f(?) | select f(?, ?)",
                "select a from t where b = ? | select a from t where b > ?",
                "select a from t for update | select a from t",
                "select ab from t | select a b from t",
                "insert into t values (?) | insert into t values (?, ?)",
            })
    void whatDiffersStaysApart(String one, String other) {
        assertThat(Fingerprint.of(one, ParameterStyle.JDBC)).isNotEqualTo(Fingerprint.of(other, ParameterStyle.JDBC));
    }

    @Test
    void oneFingerprinterMakesMany() {
        Fingerprinter fingerprinter = new Fingerprinter();
        long first = fingerprinter.fingerprint("select a from t where b in (1, 2)", ParameterStyle.SERVER);
        fingerprinter.fingerprint("select (((((" + "x".repeat(100_000), ParameterStyle.SERVER);
        fingerprinter.fingerprint("(".repeat(10_000), ParameterStyle.SERVER);
        assertThat(fingerprinter.fingerprint("SELECT a FROM t WHERE b IN (3)", ParameterStyle.SERVER))
                .isEqualTo(first);
        assertThat(fingerprinter.text()).isEqualTo("select a from t where b in (?)");
    }

    /** Two writings of one random statement: other case, white space, comments, values and lengths of lists. */
    @RepeatedTest(300)
    void layoutCaseValuesAndLengthsDoNotCount() {
        long seed = new Random().nextLong();
        int[] shape = new Random(seed).ints(20, 0, 1000).toArray();
        String one = statement(shape, new Random());
        String other = statement(shape, new Random());
        Fingerprint fingerprint = Fingerprint.of(one, ParameterStyle.SERVER);
        assertThat(Fingerprint.of(other, ParameterStyle.SERVER))
                .as("%s\n%s", one, other)
                .isEqualTo(fingerprint);
        assertThat(Fingerprint.of(fingerprint.text(), ParameterStyle.JDBC).text())
                .as("the normalised text is its own")
                .isEqualTo(fingerprint.text());
        assertThat(fingerprint.text()).doesNotContain("secret");
    }

    private static String statement(int[] shape, Random random) {
        StringBuilder sql = new StringBuilder();
        word(sql, "select ", random);
        for (int i = 0; i < shape.length; i++) {
            if (i > 0) {
                word(sql, " and ", random);
            }
            word(sql, "col" + shape[i] % 7, random);
            gap(sql, random);
            switch (shape[i] % 5) {
                case 0 -> sql.append('=').append(' ').append(value(random));
                case 1 -> word(sql, " is null", random);
                case 2 -> list(sql, " in (", ")", random);
                case 3 -> list(sql, "= any (array[", "])", random);
                default -> list(sql, " in (values (", "))", random, "), (");
            }
        }
        return sql.append(random.nextBoolean() ? ";" : "").toString();
    }

    private static void list(StringBuilder sql, String open, String close, Random random, String... between) {
        word(sql, open, random);
        for (int i = random.nextInt(4); i >= 0; i--) {
            gap(sql, random);
            sql.append(value(random));
            gap(sql, random);
            sql.append(i == 0 ? "" : between.length == 0 ? "," : between[0]);
        }
        word(sql, close, random);
    }

    private static String value(Random random) {
        List<String> values = List.of(
                "1",
                "-1",
                "- 2.5e3",
                "'secret'",
                "'secret' -- secret\n 'it''s'",
                "E'secret\\''",
                "$$secret$$",
                "$1",
                "null",
                "true",
                "X'ff'",
                "0b1");
        return values.get(random.nextInt(values.size()));
    }

    private static void word(StringBuilder sql, String word, Random random) {
        gap(sql, random);
        sql.append(random.nextBoolean() ? word : word.toUpperCase(Locale.ROOT));
    }

    private static void gap(StringBuilder sql, Random random) {
        List<String> gaps = List.of(" ", "\n", "\t ", " /* secret */ ", " -- secret '\n");
        sql.append(gaps.get(random.nextInt(gaps.size())));
    }
}
