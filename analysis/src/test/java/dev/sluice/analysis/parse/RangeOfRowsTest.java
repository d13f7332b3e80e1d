package dev.sluice.analysis.parse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.analysis.statement.DataChange.Filter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which ranges of the key {@code id}, and of places in the table, leave few rows. */
class RangeOfRowsTest {

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
        assertThat(Filtered.isFew(sql, "id")).isTrue();
        assertThat(Filtered.isFew(sql, "a")).isFalse();
    }

    @Test
    void aRangeIsShortWhereThereAreWholeNumbers() {
        List<List<String>> key = List.of(List.of("id"));
        Filter range = Filtered.filter(
                Filtered.parse("DELETE FROM t WHERE id BETWEEN 1 AND 1000").statement());
        assertThat(range.isFew(key, values -> true)).isTrue();
        assertThat(range.isFew(key, values -> !values.whole())).isFalse();
        Filter chosen = Filtered.filter(
                Filtered.parse("DELETE FROM t WHERE id BETWEEN $1 AND $2").statement());
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
        assertThat(Filtered.isFew("DELETE FROM t WHERE " + where, "id")).isFalse();
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
        assertThat(Filtered.isFew("DELETE FROM t WHERE " + where)).isTrue();
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
        assertThat(Filtered.isFew("DELETE FROM t WHERE " + where)).isFalse();
    }
}
