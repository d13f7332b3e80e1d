package dev.sluice.routing.cache.statement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be cached by its text, why not, and which tables are found. */
class ReadQueryTest {

    static Stream<Arguments> tables() {
        return Stream.of(
                Arguments.of("SELECT * FROM a", "a"),
                Arguments.of("select x from Public.\"A_b\" as t where x = 1;", "public.A_b"),
                Arguments.of("SELECT 1 FROM a, b c, only d", "a b d"),
                Arguments.of("SELECT 1 FROM a JOIN b ON a.x = b.x LEFT JOIN c USING (x, y), d", "a b c d"),
                Arguments.of("SELECT 1 FROM a NATURAL JOIN b CROSS JOIN LATERAL (SELECT 1 FROM c) x", "a b c"),
                Arguments.of("SELECT 1 FROM (a JOIN b ON true) JOIN c ON true", "a b c"),
                Arguments.of("SELECT 1 FROM ((a JOIN b ON true) CROSS JOIN c), d", "a b c d"),
                Arguments.of("SELECT 1 FROM ((SELECT 1 FROM a) UNION (SELECT 1 FROM b)) x, c", "a b c"),
                Arguments.of(
                        "SELECT (SELECT max(x) FROM a) FROM b WHERE EXISTS (SELECT FROM c) AND y IN (SELECT y FROM d)",
                        "a b c d"),
                Arguments.of("(SELECT 1 FROM a ORDER BY 1) UNION ALL SELECT 2 FROM b EXCEPT TABLE c", "a b c"),
                Arguments.of("TABLE a", "a"),
                Arguments.of("VALUES ((SELECT x FROM a)), (2)", "a"),
                Arguments.of(
                        "WITH w AS (SELECT * FROM a), v (x, y) AS (SELECT * FROM w) SELECT * FROM v, b", "a w v b"),
                Arguments.of(
                        "WITH RECURSIVE w AS MATERIALIZED (SELECT 1 FROM a UNION SELECT 1 FROM w) SELECT 1 FROM w",
                        "a w"),
                Arguments.of(
                        "SELECT extract(year FROM x), substring(y FROM 2 FOR 3), trim(both 'z' FROM z) FROM a", "a"),
                Arguments.of("SELECT extract(year FROM (SELECT x FROM a)) FROM b", "a b"),
                Arguments.of("SELECT x IS DISTINCT FROM y, x IS NOT DISTINCT FROM z FROM a", "a"),
                Arguments.of("SELECT 1 FROM a WHERE x IS DISTINCT FROM (SELECT y FROM b)", "a b"),
                // Words that are only names there.
                Arguments.of("SELECT x AS distinct FROM a", "a"),
                Arguments.of("SELECT x distinct FROM a", "a"),
                Arguments.of("SELECT t.is distinct FROM a t", "a"),
                Arguments.of("SELECT t.from, x AS from FROM a t", "a"),
                Arguments.of("SELECT x join FROM a", "a"),
                Arguments.of("SELECT x AS where FROM a, b", "a b"),
                Arguments.of("SELECT \"from\" FROM a", "a"),
                Arguments.of("SELECT 'from x' FROM a -- from y", "a"),
                Arguments.of("SELECT $$ from x $$ FROM a /* from y */ , b", "a b"),
                // Lists that are none of FROM.
                Arguments.of(
                        "SELECT 1 FROM a WHERE x IN (1, 2) GROUP BY y, z HAVING true ORDER BY u, v LIMIT 1 OFFSET 2",
                        "a"),
                Arguments.of(
                        "SELECT 1 FROM a JOIN b ON a.x = ANY (ARRAY[b.y, b.z]) JOIN c ON (a.x, a.y) = (c.x, c.y)",
                        "a b c"),
                Arguments.of(
                        "SELECT rank() OVER w, sum(x) OVER (PARTITION BY y, z ORDER BY u) FROM a WINDOW w AS (ORDER BY x, y), v AS ()",
                        "a"),
                Arguments.of(
                        "SELECT 1 FROM a, generate_series(1, 3) AS g (n), jsonb_to_record(a.j) AS r (x int, y text), b",
                        "a b"),
                Arguments.of("SELECT (a.x).y, a.* FROM a", "a"),
                Arguments.of("SELECT x[1:2] FROM a WHERE y ?? 'k'", "a"));
    }

    @ParameterizedTest
    @MethodSource
    void tables(String sql, String expected) {
        ReadQuery query = ReadQuery.of(sql);
        assertThat(query.refusal()).as(sql).isNull();
        assertThat(query.tables().stream()
                        .map(table -> table.schema() == null ? table.name() : table.schema() + "." + table.name()))
                .as(sql)
                .containsExactlyInAnyOrder(expected.split(" "));
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                        refused(NotCached.NO_TABLE, "SELECT 1", "VALUES (1)", "SELECT * FROM generate_series(1, 2)"),
                        refused(
                                NotCached.CHANGES_DATA,
                                "UPDATE a SET x = 1",
                                "WITH w AS (DELETE FROM a RETURNING *) SELECT * FROM w",
                                "SELECT * INTO b FROM a"),
                        refused(
                                NotCached.LOCKS_ROWS,
                                "SELECT * FROM a FOR UPDATE",
                                "SELECT * FROM (SELECT * FROM a FOR SHARE) x"),
                        refused(
                                NotCached.VOLATILE,
                                "SELECT random() FROM a",
                                "SELECT nextval('s') FROM a",
                                "SELECT clock_timestamp() FROM a"),
                        refused(
                                NotCached.TIME_OR_SESSION,
                                "SELECT now() FROM a",
                                "SELECT pg_catalog.now() FROM a",
                                "SELECT * FROM a WHERE d > current_date",
                                "SELECT * FROM a WHERE d > LOCALTIMESTAMP(0)",
                                "SELECT * FROM a WHERE d > 'yesterday'",
                                "SELECT * FROM a WHERE d > date 'Today'",
                                "SELECT * FROM a WHERE d > E'\\x6eow'::timestamptz",
                                "SELECT * FROM a WHERE d > $$tomorrow allballs$$",
                                "SELECT age(d) FROM a",
                                "SELECT * FROM a WHERE u = current_user",
                                "SELECT * FROM a WHERE u = user",
                                "SELECT current_setting('x') FROM a",
                                "SELECT pg_backend_pid() FROM a",
                                "SELECT pg_typeof(x) FROM a",
                                "SELECT current_schema() FROM a",
                                "SELECT has_table_privilege('a', 'SELECT') FROM a"),
                        refused(
                                NotCached.UNKNOWN_FUNCTION,
                                "SELECT price(x) FROM a",
                                "SELECT public.lower(x) FROM a",
                                "SELECT x FROM a, shop.f(1)",
                                "SELECT x <=> y FROM a"),
                        refused(
                                NotCached.SYSTEM_COLUMN,
                                "SELECT xmin FROM a",
                                "SELECT a.ctid FROM a",
                                "SELECT 1 FROM a WHERE tableoid = 1"),
                        refused(
                                NotCached.FORM,
                                "EXPLAIN SELECT * FROM a",
                                "(((",
                                "SELECT 1 FROM a; SELECT 2 FROM b",
                                "SET x = 1",
                                "",
                                "SELECT * FROM a TABLESAMPLE SYSTEM (1)",
                                "SELECT * FROM a WHERE d = U&'tod!0061y' UESCAPE '!'",
                                "SELECT x table FROM a",
                                "SELECT {fn now()} FROM a"),
                        refused(NotCached.TABLE_UNKNOWN, "SELECT * FROM db.public.a"),
                        refused(NotCached.PARAMETER, "SELECT * FROM a WHERE x = $1"),
                        refused(
                                NotCached.HINT_WRONG,
                                "/* sluice: cache clas=short */ SELECT * FROM a",
                                "/* sluice: cash */ SELECT * FROM a",
                                "/* sluice: cache ttl=1 */ SELECT * FROM a",
                                "/* sluice: cache ttl=1s */ SELECT * FROM a /* sluice: no-cache */"),
                        refused(NotCached.TEXT_TOO_LONG, "SELECT '" + "x".repeat(20_000) + "' FROM a"))
                .flatMap(List::stream);
    }

    private static List<Arguments> refused(NotCached why, String... texts) {
        return Stream.of(texts).map(text -> Arguments.of(why, text)).toList();
    }

    @ParameterizedTest
    @MethodSource
    void refusals(NotCached why, String sql) {
        assertThat(ReadQuery.of(sql).refusal()).as(sql).isEqualTo(why);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT to_char(d, 'YYYY'), date_trunc('day', d) AT TIME ZONE 'UTC' FROM a",
                "SELECT count(*), sum(x), string_agg(y, ',' ORDER BY y) FILTER (WHERE x > 1) FROM a",
                "SELECT coalesce(x, 1), CASE WHEN x > 1 THEN 'knowing' ELSE 'snow' END, x::numeric(10, 2) FROM a",
                "SELECT jsonb_build_object('a', x) -> 'a', row_to_json(a) FROM a",
                "SELECT a.user FROM a",
                "SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY x) FROM a"
            })
    void whatDependsOnDataAndSettingsAloneMay(String sql) {
        assertThat(ReadQuery.of(sql).refusal()).as(sql).isNull();
    }

    @Test
    void aCommentTellsHow() {
        CacheHint hint = ReadQuery.of("SELECT * FROM a -- sluice: cache ttl=90s tags=x,y rule=r functions=shop.price")
                .hint();
        assertThat(hint)
                .isEqualTo(new CacheHint(
                        true, "r", null, java.time.Duration.ofSeconds(90), List.of("x", "y"), List.of("shop.price")));
        assertThat(ReadQuery.of("/*sluice: cache class=long*/ SELECT 1 FROM a").hint())
                .isEqualTo(new CacheHint(true, null, "long", null, List.of(), List.of()));
        assertThat(ReadQuery.of("SELECT '/* sluice: cache class=long */' FROM a")
                        .hint())
                .as("in a text")
                .isNull();
        assertThat(ReadQuery.of("/* sluice: cache class=long functions=shop.price */ SELECT shop.price(x) FROM a")
                        .refusal())
                .as("a function that the comment vouches for")
                .isNull();
        assertThat(ReadQuery.of("/* sluice: cache class=long functions=shop.price */ SELECT other.price(x) FROM a")
                        .refusal())
                .isEqualTo(NotCached.UNKNOWN_FUNCTION);
    }

    @Test
    void commentsAndSpacesMakeNoOtherQueryButValuesDo() {
        String digest = ReadQuery.of("SELECT x FROM a WHERE y = 'b c'").digest();
        assertThat(ReadQuery.of("/* traceparent='00-1' */\nSELECT  x FROM a -- now\n WHERE y = 'b c'")
                        .digest())
                .isEqualTo(digest);
        assertThat(ReadQuery.of("SELECT x FROM a WHERE y = 'b  c'").digest()).isNotEqualTo(digest);
        assertThat(ReadQuery.of("SELECT x FROM a WHERE y = 'c'").digest()).isNotEqualTo(digest);
        // As `sluice fingerprint` tells it, which policies have it from.
        assertThat(ReadQuery.of("SELECT * FROM orders WHERE id = ?").fingerprint())
                .isEqualTo(ReadQuery.of("SELECT * FROM orders WHERE id = $1").fingerprint())
                .isEqualTo("6cdf8c3f21acc0e8");
        assertThat(ReadQuery.of("SELECT x FROM a WHERE y = 'c'").fingerprint())
                .isEqualTo(ReadQuery.of("SELECT x FROM a WHERE y = 'd'").fingerprint());
    }

    @Test
    void aViewsTextIsTheServers() {
        assertThat(ReadQuery.ofView(" SELECT a.x ? 'k'::text AS b\n   FROM a;").refusal())
                .isNull();
        assertThat(ReadQuery.ofView(" SELECT CURRENT_DATE AS d FROM a;").refusal())
                .isEqualTo(NotCached.TIME_OR_SESSION);
    }

    @Test
    void typesOfCastsAreFound() {
        assertThat(ReadQuery.of(
                                "SELECT a::mood[], CAST(b AS s.\"Level\"), size 'xl', c AS label FROM t WHERE d = e::int")
                        .types())
                .containsExactly("mood", "Level", "size", "label", "int");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET app.tenant = '1'",
                "set session \"app\".tenant to 1",
                "SELECT set_config('app.tenant', '1', false)",
                "BEGIN; SET app.tenant = 1",
                "SET \"app.tenant\" = 1",
                "SET session.tenant = 1",
                "SET local.tenant TO 1",
                "DO $$ BEGIN PERFORM login('two'); END $$",
                "CALL login('two')",
                "SET SESSION U&\"app.tenant\" TO 1"
            })
    void settingsThatTheServerDoesNotTell(String sql) {
        assertThat(SessionText.of(sql)).isEqualTo(SessionText.HIDDEN);
    }

    @Test
    void settingsThatItTells() {
        for (String sql : List.of(
                "SET TimeZone = 'UTC'",
                "SET ROLE bob",
                "SET LOCAL app.tenant = 1",
                "UPDATE a SET x.y = 1",
                "RESET ALL")) {
            assertThat(SessionText.of(sql)).as(sql).isEqualTo(SessionText.TOLD);
        }
        assertThat(SessionText.of("DISCARD ALL")).isEqualTo(SessionText.TAKEN_BACK);
        assertThat(SessionText.of("DISCARD ALL; SET app.x = 1")).isEqualTo(SessionText.HIDDEN);
    }
}
