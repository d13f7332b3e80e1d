package dev.sluice.analysis.parse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.analysis.statement.DataChange;
import dev.sluice.analysis.statement.DataChange.Filter;
import dev.sluice.analysis.statement.DoBlock;
import dev.sluice.analysis.statement.Span;
import dev.sluice.analysis.statement.Statement;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which rows a change is taken to mean, and what is not known of them. */
class ChangedRowsTest {

    @Test
    void rowsAreCounted() {
        String list = "0" + ", 1".repeat(999);
        assertThat(Filtered.isFew("DELETE FROM t WHERE id IN (" + list + ")", "id"))
                .isTrue();
        assertThat(Filtered.isFew("DELETE FROM t WHERE a IN (" + list + ") AND b BETWEEN 1 AND 100", "a", "b"))
                .isTrue();
        assertThat(Filtered.isFew("DELETE FROM t WHERE a IN (" + list + ") AND b BETWEEN 1 AND 101", "a", "b"))
                .isFalse();
        String branch = "id IN (SELECT id FROM t LIMIT 60000)";
        assertThat(Filtered.isFew("DELETE FROM t WHERE " + branch + " OR " + branch, "id"))
                .isFalse();
        String one = "id = 1" + " OR id = 2".repeat(600);
        assertThat(Filtered.isFew("DELETE FROM t WHERE " + one, "id")).isTrue();
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
        Statement statement = Filtered.parse(sql).statement();
        Filter filter = statement instanceof DataChange.Update update
                ? update.filter()
                : ((DataChange.Delete) statement).filter();
        assertThat(filter).isNull();
    }

    @Test
    void whatIsInsertedMayBeLimited() {
        assertThat(Filtered.parse("INSERT INTO t SELECT * FROM u LIMIT 10").statement())
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
        return Filtered.filter(statement).isFew(List.of(List.of("id")), values -> true);
    }

    private static boolean isFewInBody(String body) {
        DoBlock block =
                (DoBlock) Filtered.parse("DO $body$ " + body + " $body$").statement();
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
        return Filtered.filter(change).isFew(List.of(List.of("id")), values -> true);
    }
}
