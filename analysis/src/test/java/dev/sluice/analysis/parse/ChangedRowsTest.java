package dev.sluice.analysis.parse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.analysis.statement.DataChange;
import dev.sluice.analysis.statement.DataChange.Filter;
import dev.sluice.analysis.statement.DoBlock;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.Presumed;
import dev.sluice.analysis.statement.Span;
import dev.sluice.analysis.statement.Statement;
import dev.sluice.analysis.statement.WithChanges;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which conditions leave few rows of a table with the key {@code id}; of one with the key {@code (a, b)} where that is said. */
class ChangedRowsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE t SET a = 1 WHERE id IN (SELECT id FROM t WHERE a IS NULL LIMIT 1000)",
                "UPDATE t SET a = 1 WHERE ctid = ANY (ARRAY(SELECT ctid FROM t LIMIT 10))",
                "WITH batch AS MATERIALIZED (SELECT id FROM t LIMIT 10) UPDATE t SET a = 1 FROM batch WHERE batch.id ="
                        + " t.id",
                "DELETE FROM t USING (SELECT id FROM t ORDER BY id FETCH FIRST 10 ROWS ONLY) x WHERE x.id = t.id",
                "UPDATE t SET a = 1 WHERE id = ANY (SELECT id FROM t FETCH NEXT ROW ONLY)",
                "UPDATE t SET a = 1 WHERE id IN ((SELECT id FROM t LIMIT 10))",
                "UPDATE t SET a = 1 WHERE id IN (SELECT id FROM t LIMIT $1)",
                "UPDATE t SET a = 1 WHERE id IN (SELECT id FROM t LIMIT :batch)",
                "UPDATE t SET a = 1 WHERE id IN (SELECT id FROM t LIMIT 1000 OFFSET 5000)",
                "UPDATE t SET a = 1 WHERE id IN (SELECT id FROM t TABLESAMPLE SYSTEM (1) LIMIT 10)",
                "UPDATE t SET a = 1 WHERE id IN (SELECT id FROM t UNION ALL SELECT id FROM u LIMIT 10)",
                "UPDATE t SET a = 1 WHERE id IN ((SELECT id FROM t LIMIT 5) UNION ALL (SELECT id FROM u LIMIT 5))",
                "UPDATE t SET a = 1 WHERE id IN (SELECT x.id FROM (SELECT id FROM t LIMIT 5) x)",
                "UPDATE t SET a = 1 WHERE id IN (SELECT max(id) FROM t)",
                "UPDATE t SET a = 1 WHERE id IN (SELECT id FROM t LIMIT 10_000)",
                "DELETE FROM t WHERE EXISTS (SELECT FROM (SELECT id FROM t LIMIT 5) x WHERE x.id = t.id)",
                "UPDATE t SET a = 1 WHERE id IN (VALUES (1), (2))",
                "UPDATE t SET a = 1 FROM (VALUES (1, 2), (3, 4)) v (id, a) WHERE t.id = v.id",
                "UPDATE t SET a = 1 FROM unnest($1::int[]) AS v (id), u WHERE t.id = v.id",
                "UPDATE t SET a = 1 FROM generate_series(1, 100) g WHERE t.id = g",
                "DELETE FROM t WHERE EXISTS (SELECT 1 FROM (SELECT id FROM t LIMIT 5) x WHERE x.id = t.id)",
                "DELETE FROM ONLY t WHERE id IN (SELECT id FROM t LIMIT 5) RETURNING id",
                "WITH few AS (SELECT id FROM t LIMIT 5), gone AS (DELETE FROM t USING few WHERE few.id = t.id RETURNING 1)"
                        + " SELECT count(*) FROM gone",
                "MERGE INTO t USING (SELECT id FROM t LIMIT 5) x ON t.id = x.id WHEN MATCHED THEN DELETE",
            })
    void aBatchIsFewRows(String sql) {
        assertThat(isFew(sql, "id")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE t SET a = (SELECT b FROM u LIMIT 1) WHERE c > 1",
                "DELETE FROM t WHERE a > (SELECT b FROM u ORDER BY b LIMIT 1)",
                "UPDATE t SET a = (SELECT b FROM (SELECT b FROM u LIMIT 1) x) WHERE c > 1",
                "DELETE FROM t WHERE id IN (SELECT id FROM u LIMIT ALL)",
                "DELETE FROM t WHERE id IN (SELECT id FROM u LIMIT NULL)",
                "DELETE FROM t WHERE id IN (SELECT id FROM u LIMIT 100001)",
                "DELETE FROM t WHERE id IN (SELECT id FROM u LIMIT 1e9)",
                "DELETE FROM t WHERE id IN (SELECT id FROM u FETCH FIRST 9_000_000_000 ROWS ONLY)",
                "DELETE FROM t WHERE id IN (SELECT id FROM u FETCH FIRST 10 ROWS WITH TIES)",
                "DELETE FROM t USING u, (SELECT id FROM u LIMIT 5) x WHERE t.id = u.id",
                "DELETE FROM t USING (SELECT id FROM u LIMIT 5) x WHERE x.id = x.id",
                "DELETE FROM t WHERE u.id IN (SELECT id FROM u LIMIT 5)",
                "DELETE FROM t WHERE id NOT IN (SELECT id FROM u LIMIT 5)",
                "DELETE FROM t WHERE id IN (SELECT id FROM u LIMIT (SELECT count(*) FROM u))",
                "DELETE FROM t WHERE id IN (SELECT id FROM u LIMIT greatest(1, 2))",
                "DELETE FROM t WHERE id IN (SELECT id FROM u LIMIT 10 * 10)",
                "DELETE FROM t WHERE id IN (SELECT id FROM u LIMIT a)",
                "DELETE FROM t WHERE id IN (SELECT id FROM (SELECT id FROM u LIMIT 5) x, v)",
                "WITH x AS (SELECT id FROM u LIMIT 5) DELETE FROM t WHERE id IN (SELECT v.id FROM x JOIN v ON true)",
                "DELETE FROM t WHERE id IN (SELECT j.id FROM JSON_TABLE(t.a, '$' COLUMNS (id int)) j LIMIT 1)",
                "DELETE FROM t WHERE id IN (SELECT x.id FROM XMLTABLE('/a' PASSING t.a COLUMNS id int) x LIMIT 1)",
                "WITH RECURSIVE x AS (SELECT 1 AS id UNION ALL (SELECT x.id + 1 FROM x LIMIT 1)) DELETE FROM t USING x WHERE"
                        + " t.id = x.id",
                "DELETE FROM t WHERE id IN (SELECT generate_series(1, 1000000))",
                "DELETE FROM t WHERE id IN ((SELECT id FROM u LIMIT 5) EXCEPT (SELECT id FROM v)) OR true",
                "DELETE FROM t WHERE EXISTS (SELECT count(*) FROM (SELECT id FROM u LIMIT 5) x WHERE x.id = t.id)",
                "DELETE FROM t WHERE NOT EXISTS (SELECT 1 FROM (SELECT id FROM u LIMIT 5) x WHERE x.id = t.id)",
                "DELETE FROM t WHERE EXISTS (SELECT 1 FROM (SELECT id FROM u LIMIT 5) x)",
                "MERGE INTO t USING u ON t.id = u.id AND u.a IN (SELECT a FROM v LIMIT 1) WHEN MATCHED THEN DELETE",
                "MERGE INTO t USING (VALUES (1)) v (id) ON t.id = t.id WHEN MATCHED THEN DELETE",
                "MERGE INTO t USING (VALUES (1)) v (id) ON t.id = coalesce(v.id, t.id) WHEN MATCHED THEN DELETE",
            })
    void whatBoundsNothingIsNoBatch(String sql) {
        assertThat(isFew(sql, "id")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id IN (SELECT u.id FROM u WHERE u.id = t.id LIMIT 1)",
                "id IN (SELECT x.id FROM t x WHERE x.a = t.a ORDER BY x.id LIMIT 1)",
                "id = (SELECT max(x.id) FROM t x WHERE x.a = t.a)",
                "id IN (SELECT id LIMIT 1)",
                "id IN (SELECT id FROM (VALUES (1)) v (x) LIMIT 1)",
                "id IN (SELECT t.id FROM u LIMIT 1)",
                "id IN (SELECT (t).id FROM u LIMIT 1)",
                "id IN (SELECT u.id FROM u ORDER BY abs(t.a) LIMIT 1)",
                "id IN (SELECT u.id FROM u JOIN v ON v.a = t.a LIMIT 1)",
                "id IN (SELECT x.id FROM u, LATERAL (SELECT v.id FROM v WHERE v.a = t.a) x LIMIT 1)",
                "id IN (SELECT y.id FROM v t, (SELECT u.id FROM u WHERE u.a = t.a LIMIT 1) y LIMIT 1)",
                "id IN (WITH x AS (SELECT u.id FROM u WHERE u.a = t.a) SELECT id FROM x LIMIT 1)",
                "id IN (SELECT u.id FROM u LIMIT 1 OFFSET t.a)",
                "id IN (SELECT count(*) OVER (PARTITION BY t.a) FROM u LIMIT 1)",
                "id IN ((SELECT u.id FROM u LIMIT 1) UNION ALL (SELECT u.id FROM u WHERE u.a = t.a LIMIT 1))",
                "id = ANY (ARRAY(SELECT u.id FROM u WHERE u.a = t.a LIMIT 1))",
                "EXISTS (SELECT 1 FROM (SELECT u.id FROM u WHERE u.a = t.a LIMIT 1) x WHERE x.id = t.id)",
            })
    void aQueryThatDependsOnTheRowRunsForEach(String where) {
        assertThat(isFew("DELETE FROM t WHERE " + where, "id")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id = 5 AND a > 3",
                "(id = 5) AND (\"A\" = $1 AND b = 'x')",
                "5 = id",
                "id = $1 + 1",
                "id = :id",
                "id = :'id'",
                "t.id = 7 AND true",
                "id = (SELECT 1)",
                "id = (SELECT max(x.id) FROM t x)",
                "id = lower('X')",
                "id = coalesce($1, 5)",
                "id = CASE WHEN $1 THEN 1 ELSE 2 END",
                "id = current_setting('app.id')::bigint",
                "id IN (1, -2, '3'::bigint)",
                "id IN (SELECT 1)",
                "id = ANY (ARRAY[1, 2]::bigint[])",
                "id = ANY ('{1,2}')",
                "id = ANY ($1)",
                "id = ANY (ARRAY(SELECT 1))",
                "id IS NOT DISTINCT FROM 5",
                "id = 5 OR id = 6 OR id IN (7, 8)",
                "(id = 5 AND a = 1) OR (a = 2 AND id = 6)",
                "id = 5 OR ctid = '(0,1)'",
                "false",
                "a AND id = 5 AND NOT b",
            })
    void aKeyThatIsComparedWithFewValuesLeavesFewRows(String where) {
        assertThat(isFew("DELETE FROM t WHERE " + where, "id")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id = id",
                "id = other_id",
                "id = t.id + 0",
                "id = coalesce($1, id)",
                "id = coalesce($1, t.id)",
                "id = (SELECT t.id)",
                "id = (t).id",
                "id = abs(id)",
                "id = CASE WHEN a THEN 1 ELSE 2 END",
                "id = nextval('s')",
                "id = (random() * 1000)::int",
                "id = app.number(1)",
                "id = number(1)",
                "id IN (1, other_id)",
                "id IN (1, coalesce(NULL, id))",
                "id NOT IN (1, 2)",
                "id <> 5",
                "NOT id = 5",
                "id = ANY (ids)",
                "id = ANY (ARRAY[1, id])",
                "id = ALL ('{}')",
                "id = ALL (ARRAY[1])",
                "id = ANY (string_to_array($1, ','))",
                "id IS NOT DISTINCT FROM NULL",
                "id IS NOT DISTINCT FROM NULL::bigint",
                "id IS NOT DISTINCT FROM id",
                "id IS DISTINCT FROM 5",
                "id = 5 OR a = 3",
                "id = 5 OR true",
                "(id = 5 AND a = 1) OR b",
                "CASE WHEN a THEN id = 5 ELSE true END",
                "(id = 5) IS NOT TRUE",
                "(id = 5) = false",
                "id % 10 = 3",
                "id::text = '5'",
                "random() < 0.1",
                "true",
                "u.id = 7",
                "app.t.id = 7 AND u.id = 5",
                "(t.x).id = 5",
                "id[1] = 5",
            })
    void othersMayMatchAnyNumberOfRows(String where) {
        Statement statement = parse("DELETE FROM t WHERE " + where).statement();
        assertThat(filter(statement).isFew(List.of(List.of("id"), List.of("ctid")), values -> true))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id BETWEEN 1 AND 1000",
                "id BETWEEN SYMMETRIC 1000 AND 1",
                "id BETWEEN $1 AND $2",
                "id BETWEEN :first AND :last",
                "id >= 1 AND id < 1001",
                "id > -5 AND 5 >= id",
                "id > $1 AND id <= $1 + 1000",
                "id > 0 AND b = 1 AND (id < 0 + 1000)",
                "id > 1000000 - 10 AND id < 1000000 + 10",
                "id > 5 AND id > 0 AND id < 100",
                "id BETWEEN 1000 AND 1",
            })
    void aShortRangeOfAKeyIsABatch(String where) {
        String sql = "DELETE FROM t WHERE " + where;
        assertThat(isFew(sql, "id")).isTrue();
        assertThat(isFew(sql, "a")).isFalse();
    }

    @Test
    void aRangeIsShortWhereThereAreWholeNumbers() {
        List<List<String>> key = List.of(List.of("id"));
        Filter range = filter(parse("DELETE FROM t WHERE id BETWEEN 1 AND 1000").statement());
        assertThat(range.isFew(key, values -> true)).isTrue();
        assertThat(range.isFew(key, values -> !values.whole())).isFalse();
        Filter chosen = filter(parse("DELETE FROM t WHERE id BETWEEN $1 AND $2").statement());
        assertThat(chosen.isFew(key, values -> !values.whole())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id > 0",
                "id < 1000",
                "id BETWEEN 1 AND 1000000000",
                "id NOT BETWEEN 1 AND 1000",
                "id BETWEEN SYMMETRIC 1000000000 AND 1",
                "id BETWEEN SYMMETRIC $1 AND $2 OR true",
                "id BETWEEN 1 AND $1",
                "id BETWEEN $1 AND 1000",
                "id BETWEEN id AND id + 5",
                "id >= a AND id < a + 5",
                "id BETWEEN '1' AND '1000'",
                "id BETWEEN 1 AND (SELECT max(x.id) FROM t x)",
                "id > (SELECT random()) AND id < (SELECT random()) + 5",
                "id > $1 AND id < $1 + 1000000000",
                "id > 0 OR id < 5",
                "id > 0 AND a < 5",
            })
    void otherRangesAreNone(String where) {
        assertThat(isFew("DELETE FROM t WHERE " + where, "id")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ctid = '(0,1)'",
                "ctid IN ('(0,1)', '(0,2)')",
                "ctid >= '(0,0)' AND ctid < '(100,0)'",
                "ctid BETWEEN '(0,0)' AND '(100,0)'",
                "ctid >= '(1000000,0)'::tid AND ctid < '(1001000,0)'::tid",
                "ctid < '(1000,0)'",
                "ctid >= tid '(0,0)' AND ctid < tid '(100,0)'",
                "ctid = ANY ($1)",
                "ctid = ANY ('{\"(0,1)\"}')",
                "ctid >= $1 AND ctid < $2",
                "ctid >= format('(%s,0)', $1)::tid AND ctid < format('(%s,0)', $1 + 1000)::tid",
                "CURRENT OF c",
            })
    void aPlaceBoundsTheRows(String where) {
        assertThat(isFew("DELETE FROM t WHERE " + where)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ctid IS NOT NULL",
                "ctid IN (SELECT ctid FROM t)",
                "ctid = ANY (ARRAY(SELECT ctid FROM t))",
                "ctid > '(0,0)'",
                "ctid >= '(0,0)'",
                "ctid >= $1",
                "ctid < $1",
                "ctid >= '(0,0)' AND ctid < $1",
                "ctid >= '(0,0)' AND ctid < '(1000000,0)'",
                "ctid < '(4294967295,0)'",
                "ctid <> '(0,1)'",
                "ctid BETWEEN SYMMETRIC '(5000000,0)' AND '(0,0)'",
                "ctid = ctid",
                "ctid >= '(0,0)' AND ctid < (SELECT max(x.ctid) FROM t x)",
                "ctid NOT IN ('(0,1)')",
                "u.ctid = '(0,1)'",
            })
    void otherPlacesDoNot(String where) {
        assertThat(isFew("DELETE FROM t WHERE " + where)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(a, b) = (1, 2)",
                "ROW(a, b) = ROW(1, 2)",
                "(1, 2) = (b, a)",
                "(a, b) IN ((1, 2), (3, 4))",
                "(a, b) IN (SELECT a, b FROM t LIMIT 10)",
                "(a, b) = (SELECT 1, 2)",
                "a = 1 AND b IN (1, 2)",
                "a = 1 AND b BETWEEN 1 AND 100",
                "(a = 1 AND b = 2) OR (a = 3 AND b = 4)",
                "((a = 1) AND ((b = 2)))",
            })
    void aKeyOfTwoColumnsNeedsBoth(String where) {
        String sql = "DELETE FROM t WHERE " + where;
        assertThat(isFew(sql, "a", "b")).isTrue();
        assertThat(isFew(sql, "a", "b", "c")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a = 1 OR b = 2",
                "a = 1",
                "(a, b) = (1, a)",
                "(a, c) = (1, 2)",
                "(a, b) > (1, 2)",
                "(a, b) IN ((1, 2), (a, 4))",
                "(a, b) IN (SELECT a, b FROM t)",
                "a = 1 AND b > 2",
            })
    void oneOfThemIsNotEnough(String where) {
        assertThat(isFew("DELETE FROM t WHERE " + where, "a", "b")).isFalse();
    }

    @Test
    void aKeyOfAnotherTableBoundsNothing() {
        assertThat(isFew("UPDATE t x SET a = 1 FROM u WHERE u.id = 5 AND x.a = u.a", "id"))
                .isFalse();
        assertThat(isFew("UPDATE t x SET a = 1 FROM u WHERE id = 5", "id")).isFalse();
        assertThat(isFew("UPDATE t x SET a = 1 FROM u WHERE t.id = 5", "id")).isFalse();
        assertThat(isFew("DELETE FROM t USING u WHERE t.id = 5 AND u.id = 6", "id"))
                .isTrue();
        assertThat(isFew(
                        "DELETE FROM t USING u, LATERAL (SELECT v.id FROM v WHERE v.a = u.a LIMIT 1) x WHERE t.id = x.id",
                        "id"))
                .isFalse();
        assertThat(isFew("DELETE FROM t USING u, unnest(u.ids) x (id) WHERE t.id = x.id", "id"))
                .isFalse();
        assertThat(isFew("DELETE FROM t USING u WHERE t.id IN (SELECT v.id FROM v WHERE v.a = u.a LIMIT 1)", "id"))
                .isFalse();
    }

    @Test
    void aColumnThatMayBeAnothersIsNotTheRows() {
        assertThat(isFew("DELETE FROM t USING app.rows() x WHERE id = 5", "id")).isFalse();
        assertThat(isFew("DELETE FROM t USING (SELECT * FROM u) x WHERE id = 5", "id"))
                .isFalse();
        assertThat(isFew("DELETE FROM t USING (SELECT a FROM u) x WHERE id = 5", "id"))
                .isTrue();
        assertThat(isFew("DELETE FROM t USING unnest($1) x WHERE id = 5", "id")).isTrue();
    }

    @Test
    void rowsAreCounted() {
        String list = "0" + ", 1".repeat(999);
        assertThat(isFew("DELETE FROM t WHERE id IN (" + list + ")", "id")).isTrue();
        assertThat(isFew("DELETE FROM t WHERE a IN (" + list + ") AND b BETWEEN 1 AND 100", "a", "b"))
                .isTrue();
        assertThat(isFew("DELETE FROM t WHERE a IN (" + list + ") AND b BETWEEN 1 AND 101", "a", "b"))
                .isFalse();
        String branch = "id IN (SELECT id FROM t LIMIT 60000)";
        assertThat(isFew("DELETE FROM t WHERE " + branch + " OR " + branch, "id"))
                .isFalse();
        String one = "id = 1" + " OR id = 2".repeat(600);
        assertThat(isFew("DELETE FROM t WHERE " + one, "id")).isTrue();
    }

    @Test
    void aNameInASubqueryIsPresumedToBeAColumnThere() {
        assertThat(presumed("DELETE FROM t WHERE id IN (SELECT id FROM app.u LIMIT 5)"))
                .containsExactly(new Presumed(Set.of(new Name("app", "u")), "id"));
        assertThat(presumed("WITH x AS (SELECT a AS id FROM u LIMIT 5) DELETE FROM t USING x WHERE t.id = x.id"))
                .containsExactly(new Presumed(Set.of(Name.of("u")), "a"));
        assertThat(presumed("WITH x AS (SELECT a AS id FROM u LIMIT 5) DELETE FROM t WHERE id IN (SELECT id FROM x)"))
                .containsExactly(new Presumed(Set.of(Name.of("u")), "a"));
        assertThat(presumed("DELETE FROM t WHERE id IN (SELECT u.id FROM u, v WHERE a = 5 LIMIT 5)"))
                .containsExactly(new Presumed(Set.of(Name.of("u"), Name.of("v")), "a"));
        assertThat(presumed("DELETE FROM t WHERE id IN (SELECT u.id FROM u LIMIT 5)"))
                .isEmpty();
    }

    private static Set<Presumed> presumed(String sql) {
        return filter(parse(sql).statement()).branches().get(0).get(0).presumed();
    }

    @Test
    void aVariableOfABodyIsOneValue() {
        String body =
                "DECLARE last bigint := 0; r record; BEGIN FOR r IN SELECT id FROM u LOOP DELETE FROM t WHERE %s; END LOOP; END";
        for (String where : List.of(
                "id = r.id", "id = last", "id > last AND id <= last + 1000", "id IN (SELECT id FROM t LIMIT last)")) {
            assertThat(isFewInBody(body.formatted(where))).as(where).isTrue();
        }
        for (String where : List.of("id = r.id + t.a", "id = other", "id > last", "id IN (SELECT id FROM t LIMIT a)")) {
            assertThat(isFewInBody(body.formatted(where))).as(where).isFalse();
        }
        assertThat(isFewInBody(
                        "#variable_conflict use_column\nDECLARE a bigint; BEGIN DELETE FROM t WHERE id = a; END"))
                .isFalse();
        assertThat(isFewInBody("DECLARE a bigint; BEGIN EXECUTE 'DELETE FROM t WHERE id = a'; END"))
                .isFalse();
        String routine = "CREATE FUNCTION f(one bigint, INOUT two text, numeric) RETURNS text LANGUAGE plpgsql AS $$"
                + " BEGIN DELETE FROM t WHERE id = %s; END $$";
        assertThat(isFewInRoutine(routine.formatted("one"))).isTrue();
        assertThat(isFewInRoutine(routine.formatted("two"))).isTrue();
        assertThat(isFewInRoutine(routine.formatted("three"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE t SET a = (SELECT b FROM u LIMIT 1)",
                "UPDATE t SET a = x FROM (SELECT 1 AS x LIMIT 1) y",
                "DELETE FROM t",
                "DELETE FROM ONLY t USING u",
            })
    void withoutWhereAllRowsAreMeant(String sql) {
        Statement statement = parse(sql).statement();
        Filter filter = statement instanceof DataChange.Update update
                ? update.filter()
                : ((DataChange.Delete) statement).filter();
        assertThat(filter).isNull();
    }

    @Test
    void whatIsInsertedMayBeLimited() {
        assertThat(parse("INSERT INTO t SELECT * FROM u LIMIT 10").statement())
                .isInstanceOfSatisfying(
                        DataChange.Insert.class,
                        insert -> assertThat(insert.filter()).isNotNull().matches(Filter::limited));
    }

    @Test
    void whatNoGrammarReadsIsNotFew() {
        assertThat(isFewUnread("DELETE FROM t WHERE id = 5 AND a OPERATOR(app.<>) b"))
                .isFalse();
        assertThat(isFewUnread("DELETE FROM t WHERE id = 5 = true")).isFalse();
    }

    private static boolean isFewUnread(String sql) {
        Statement statement = new StatementParser(SourceText.of(sql))
                .parse(new Span(0, sql.length()))
                .statement();
        return filter(statement).isFew(List.of(List.of("id")), values -> true);
    }

    private static boolean isFewInBody(String body) {
        DoBlock block = (DoBlock) parse("DO $body$ " + body + " $body$").statement();
        return isFew(block);
    }

    private static boolean isFewInRoutine(String sql) {
        Parsed parsed = new StatementParser(SourceText.of(sql)).parseRoutine(new Span(0, sql.length()));
        return isFew((DoBlock) Objects.requireNonNull(parsed).statement());
    }

    private static boolean isFew(DoBlock block) {
        Statement change = block.body().stream()
                .filter(DataChange.class::isInstance)
                .findFirst()
                .orElseThrow();
        return filter(change).isFew(List.of(List.of("id")), values -> true);
    }

    private static boolean isFew(String sql, String... key) {
        return filter(parse(sql).statement()).isFew(List.of(List.of("ctid"), List.of(key)), values -> true);
    }

    private static Filter filter(Statement statement) {
        return Objects.requireNonNull(filterOf(statement));
    }

    private static @Nullable Filter filterOf(Statement statement) {
        if (statement instanceof WithChanges changes) {
            return filterOf(changes.changes().get(0));
        }
        if (statement instanceof DataChange.Update update) {
            return update.filter();
        }
        return statement instanceof DataChange.Delete delete
                ? delete.filter()
                : ((DataChange.Merge) statement).filter();
    }

    private static Parsed parse(String sql) {
        Parsed parsed = new StatementParser(SourceText.of(sql)).parse(new Span(0, sql.length()));
        assertThat(parsed.unread()).as(sql).isEmpty();
        return parsed;
    }
}
