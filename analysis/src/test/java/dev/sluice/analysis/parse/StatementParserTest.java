package dev.sluice.analysis.parse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.analysis.statement.AlterTable;
import dev.sluice.analysis.statement.DataChange;
import dev.sluice.analysis.statement.DataChange.Filter;
import dev.sluice.analysis.statement.Drop;
import dev.sluice.analysis.statement.Maintenance;
import dev.sluice.analysis.statement.SessionCommand;
import dev.sluice.analysis.statement.Span;
import dev.sluice.analysis.statement.Statement;
import dev.sluice.analysis.statement.TableAction;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatementParserTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE t SET a = 1 WHERE id IN (SELECT id FROM t WHERE a IS NULL LIMIT 1000)",
                "UPDATE t SET a = 1 WHERE ctid = ANY (ARRAY(SELECT ctid FROM t LIMIT 10))",
                "WITH batch AS MATERIALIZED (SELECT id FROM t LIMIT 10) UPDATE t SET a = 1 FROM batch WHERE batch.id ="
                        + " t.id",
                "DELETE FROM t USING (SELECT id FROM t ORDER BY id FETCH FIRST 10 ROWS ONLY) x WHERE x.id = t.id",
                "INSERT INTO t SELECT * FROM u LIMIT 10",
            })
    void aBatchIsLimited(String sql) {
        assertThat(filter(sql))
                .isNotNull()
                .matches(filter -> filter.limited() || filter.equal().contains("id"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE t SET a = (SELECT b FROM u LIMIT 1) WHERE c > 1",
                "DELETE FROM t WHERE a > (SELECT b FROM u ORDER BY b LIMIT 1)",
                "UPDATE t SET a = (SELECT b FROM (SELECT b FROM u LIMIT 1) x) WHERE c > 1",
            })
    void aValueOfOneRowLimitsNothing(String sql) {
        assertThat(filter(sql)).isNotNull().matches(filter -> !filter.limited());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM t WHERE id IN (SELECT id FROM u LIMIT ALL)",
                "DELETE FROM t WHERE id IN (SELECT id FROM u LIMIT NULL)",
                "DELETE FROM t WHERE id IN (SELECT id FROM u LIMIT 100001)",
                "DELETE FROM t WHERE id IN (SELECT id FROM u LIMIT 1e9)",
                "DELETE FROM t WHERE id IN (SELECT id FROM u FETCH FIRST 9_000_000_000 ROWS ONLY)",
                "DELETE FROM t WHERE ctid IS NOT NULL",
                "DELETE FROM t WHERE ctid IN (SELECT ctid FROM t)",
                "DELETE FROM t WHERE ctid = ANY (ARRAY(SELECT ctid FROM t))",
                "DELETE FROM t WHERE ctid > '(0,0)'",
                "DELETE FROM t USING u WHERE t.ctid = u.ctid",
                "DELETE FROM t USING u, (SELECT id FROM u LIMIT 5) x WHERE t.id = u.id",
                "DELETE FROM t USING (SELECT id FROM u LIMIT 5) x WHERE x.id = x.id",
                "DELETE FROM t WHERE u.id IN (SELECT id FROM u LIMIT 5)",
                "DELETE FROM t WHERE id NOT IN (SELECT id FROM u LIMIT 5)",
                "DELETE FROM t WHERE id IN (SELECT id FROM u LIMIT (SELECT count(*) FROM u))",
                "DELETE FROM t WHERE id IN (SELECT id FROM u LIMIT greatest(1, 2))",
                "DELETE FROM t WHERE id IN (SELECT id FROM u LIMIT 10 * 10)",
                "DELETE FROM t WHERE id IN (SELECT id FROM (SELECT id FROM u LIMIT 5) x, v)",
                "WITH x AS (SELECT id FROM u LIMIT 5) DELETE FROM t WHERE id IN (SELECT v.id FROM x JOIN v ON true)",
            })
    void whatBoundsNothingIsNoBatch(String sql) {
        assertThat(filter(sql))
                .isNotNull()
                .matches(filter -> !filter.limited() && filter.equal().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM t WHERE ctid = '(0,1)'",
                "DELETE FROM t WHERE ctid >= '(0,0)' AND ctid < '(100,0)'",
                "DELETE FROM t WHERE ctid BETWEEN '(0,0)' AND '(100,0)'",
                "DELETE FROM t WHERE ctid = ANY ($1)",
                "DELETE FROM t WHERE CURRENT OF c",
            })
    void aPlaceBoundsTheRows(String sql) {
        assertThat(filter(sql)).isNotNull().matches(Filter::limited);
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
        assertThat(filter(sql)).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            value = {
                "id = 5 AND a > 3 ¦ id",
                "(id = 5) AND (\"A\" = $1 AND b = 'x') ¦ A b id",
                "id = 5 OR a = 3 ¦ ''",
                "id = other_id ¦ ''",
                "id = (SELECT 1) ¦ ''",
                "NOT id = 5 ¦ ''",
                "t.id = 7 AND true ¦ id",
                "u.id = 7 ¦ ''",
                "id IN (1, -2, '3'::bigint) AND a IN ('x') ¦ a id",
                "id NOT IN (1, 2) ¦ ''",
                "id IN (1, other_id) ¦ ''",
                "id IN (SELECT 1) ¦ ''",
                "id = ANY (ARRAY[1, 2]::bigint[]) AND a = ANY ('{b,c}') ¦ a id",
                "id = ANY (ids) ¦ ''",
                "id = ANY (ARRAY(SELECT 1)) ¦ ''",
            })
    void columnsThatAreComparedWithOneValue(String where, String columns) {
        Filter filter = Objects.requireNonNull(filter("DELETE FROM t WHERE " + where));
        String expected = columns.equals("''") ? "" : columns;
        assertThat(String.join(" ", new TreeSet<>(filter.equal()))).isEqualTo(expected);
    }

    @Test
    void aKeyOfAnotherTableBoundsNothing() {
        assertThat(equal("UPDATE t x SET a = 1 FROM u WHERE u.id = 5 AND x.a = u.a"))
                .isEmpty();
        assertThat(equal("UPDATE t x SET a = 1 FROM u WHERE id = 5")).isEmpty();
        assertThat(equal("DELETE FROM t USING u WHERE t.id = 5 AND u.id = 6")).containsExactly("id");
    }

    @Test
    void manyConstantsAreNoFewRows() {
        String list = "0" + ", 1".repeat(99);
        assertThat(equal("DELETE FROM t WHERE id IN (" + list + ")")).containsExactly("id");
        assertThat(equal("DELETE FROM t WHERE id IN (" + list + ", 2)")).isEmpty();
        assertThat(equal("DELETE FROM t WHERE a IN (" + list + ") AND b IN (1, 2)"))
                .hasSize(1);
    }

    private static Set<String> equal(String sql) {
        return Objects.requireNonNull(filter(sql)).equal();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            value = {
                "SET lock_timeout TO '2s' ¦ lock_timeout=2s",
                "set local STATEMENT_TIMEOUT = 500 ¦ local statement_timeout=500",
                "SET search_path = app, \"Other\", public ¦ search_path=app, Other, public",
                "RESET lock_timeout ¦ lock_timeout=null",
                "SET TIME ZONE 'UTC' ¦ timezone=UTC",
                "SELECT pg_catalog.set_config('lock_timeout', '5s', true) ¦ local lock_timeout=5s",
            })
    void settings(String sql, String setting) {
        SessionCommand.SetParameter set =
                (SessionCommand.SetParameter) parse(sql).statement();
        assertThat((set.local() ? "local " : "") + set.parameter() + "=" + set.value())
                .isEqualTo(setting);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            value = {
                "VACUUM FULL t ¦ true",
                "VACUUM (FULL, ANALYZE) t, u ¦ true",
                "VACUUM (FULL false) t ¦ false",
                "VACUUM VERBOSE t (a, b) ¦ false",
            })
    void vacuums(String sql, boolean full) {
        assertThat(((Maintenance.Vacuum) parse(sql).statement()).full()).isEqualTo(full);
    }

    @Test
    void whatTheWordsSayInFullIsNotUnread() {
        Parsed drop = parse("DROP FUNCTION a(), b(int) CASCADE");
        assertThat(drop.unread()).isEmpty();
        assertThat(((Drop) drop.statement()).targets()).hasSize(2);
        assertThat(parse("DROP FUNCTION a(), b(int) CASCADE c").unread()).isNotEmpty();
        Parsed alter = parse("ALTER TABLE t ADD COLUMN a int, ALTER CONSTRAINT c DEFERRABLE NOT ENFORCED,"
                + " ALTER CONSTRAINT d ENFORCED, ALTER CONSTRAINT e NO INHERIT");
        assertThat(alter.unread()).isEmpty();
        assertThat(((AlterTable) alter.statement()).actions())
                .filteredOn(TableAction.AlterConstraint.class::isInstance)
                .extracting(action -> ((TableAction.AlterConstraint) action).enforced())
                .containsExactly(false, true, null);
    }

    @Test
    void whatTheGrammarRefusesIsReadByItsWords() {
        Parsed parsed = parse("ALTER TABLE t ALTER CONSTRAINT f NOT ENFORCED, DROP COLUMN a, FLY TO moon");
        assertThat(parsed.unread()).isNotEmpty();
        AlterTable alter = (AlterTable) parsed.statement();
        assertThat(alter.actions())
                .extracting(action -> action.getClass().getSimpleName())
                .containsExactly("AlterConstraint", "DropColumn", "Unclassified");
    }

    private static @Nullable Filter filter(String sql) {
        Parsed parsed = parse(sql);
        assertThat(parsed.unread()).isEmpty();
        Statement statement = parsed.statement();
        if (statement instanceof DataChange.Update update) {
            return update.filter();
        }
        return statement instanceof DataChange.Delete delete
                ? delete.filter()
                : ((DataChange.Insert) statement).filter();
    }

    private static Parsed parse(String sql) {
        return new StatementParser(SourceText.of(sql)).parse(new Span(0, sql.length()));
    }
}
