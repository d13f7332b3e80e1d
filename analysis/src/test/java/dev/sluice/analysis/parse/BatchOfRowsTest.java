package dev.sluice.analysis.parse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.Presumed;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which queries leave few rows of a table with the key {@code id}. */
class BatchOfRowsTest {

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
        assertThat(Filtered.isFew(sql, "id")).isTrue();
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
        assertThat(Filtered.isFew(sql, "id")).isFalse();
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
        assertThat(Filtered.isFew("DELETE FROM t WHERE " + where, "id")).isFalse();
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
        return Filtered.filter(Filtered.parse(sql).statement())
                .branches()
                .get(0)
                .get(0)
                .presumed();
    }
}
