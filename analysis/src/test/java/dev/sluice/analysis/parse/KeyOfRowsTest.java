package dev.sluice.analysis.parse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.analysis.statement.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which comparisons of a key leave few rows: of {@code id}, or {@code (a, b)} where that is said. */
class KeyOfRowsTest {

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
        assertThat(Filtered.isFew("DELETE FROM t WHERE " + where, "id")).isTrue();
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
        Statement statement = Filtered.parse("DELETE FROM t WHERE " + where).statement();
        assertThat(Filtered.filter(statement).isFew(List.of(List.of("id"), List.of("ctid")), values -> true))
                .isFalse();
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
        assertThat(Filtered.isFew(sql, "a", "b")).isTrue();
        assertThat(Filtered.isFew(sql, "a", "b", "c")).isFalse();
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
        assertThat(Filtered.isFew("DELETE FROM t WHERE " + where, "a", "b")).isFalse();
    }

    @Test
    void aKeyOfAnotherTableBoundsNothing() {
        assertThat(Filtered.isFew("UPDATE t x SET a = 1 FROM u WHERE u.id = 5 AND x.a = u.a", "id"))
                .isFalse();
        assertThat(Filtered.isFew("UPDATE t x SET a = 1 FROM u WHERE id = 5", "id"))
                .isFalse();
        assertThat(Filtered.isFew("UPDATE t x SET a = 1 FROM u WHERE t.id = 5", "id"))
                .isFalse();
        assertThat(Filtered.isFew("DELETE FROM t USING u WHERE t.id = 5 AND u.id = 6", "id"))
                .isTrue();
        assertThat(Filtered.isFew(
                        "DELETE FROM t USING u, LATERAL (SELECT v.id FROM v WHERE v.a = u.a LIMIT 1) x WHERE t.id = x.id",
                        "id"))
                .isFalse();
        assertThat(Filtered.isFew("DELETE FROM t USING u, unnest(u.ids) x (id) WHERE t.id = x.id", "id"))
                .isFalse();
        assertThat(Filtered.isFew(
                        "DELETE FROM t USING u WHERE t.id IN (SELECT v.id FROM v WHERE v.a = u.a LIMIT 1)", "id"))
                .isFalse();
    }

    @Test
    void aColumnThatMayBeAnothersIsNotTheRows() {
        assertThat(Filtered.isFew("DELETE FROM t USING app.rows() x WHERE id = 5", "id"))
                .isFalse();
        assertThat(Filtered.isFew("DELETE FROM t USING (SELECT * FROM u) x WHERE id = 5", "id"))
                .isFalse();
        assertThat(Filtered.isFew("DELETE FROM t USING (SELECT a FROM u) x WHERE id = 5", "id"))
                .isTrue();
        assertThat(Filtered.isFew("DELETE FROM t USING unnest($1) x WHERE id = 5", "id"))
                .isTrue();
    }
}
