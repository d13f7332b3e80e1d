package dev.sluice.routing.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.postgresql.jdbc.PgArray;

/** What an array's result set leads to is what the application has, and what is written by way of it is seen. */
class AutomaticArraysIT extends AutomaticCache {

    private static final String WORDS =
            "SELECT ARRAY[name, 'a,b'] AS words, ARRAY[[1, 2], [3, 4]] AS grid FROM items" + " WHERE id = 1";

    @Test
    void anArraysResultSetLeadsBack() throws Exception {
        assertThat(isCached(WORDS)).isTrue();
        try (Connection connection = library.getConnection()) {
            long before = hits();
            assertLeadsBack(connection, WORDS);
            assertThat(hits()).as("answered").isEqualTo(before + 1);
            assertLeadsBack(connection, WORDS + " OR random() < 0");
        }
        library.executeWrite(connection -> {
            assertLeadsBack(connection, WORDS);
            return true;
        });
    }

    private static void assertLeadsBack(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            List<Object> arrays = List.of(
                    rows.getArray(1),
                    rows.getArray("words"),
                    rows.getObject(1),
                    rows.getObject("grid"),
                    rows.getObject(1, Array.class),
                    connection.createArrayOf("text", new Object[] {"one", null}));
            for (Object array : arrays) {
                assertThat(array).isInstanceOf(PgArray.class);
                try (ResultSet elements = ((Array) array).getResultSet();
                        ResultSet second = ((Array) array).getResultSet(2, 1)) {
                    assertThat(elements.getStatement().getConnection()).isSameAs(connection);
                    assertThat(second.getStatement().getConnection()).isSameAs(connection);
                    assertThat(elements.unwrap(ResultSet.class)).isSameAs(elements);
                }
            }
            try (ResultSet lines = rows.getArray("grid").getResultSet()) {
                lines.next();
                try (ResultSet cells = lines.getArray(2).getResultSet()) {
                    assertThat(cells.getStatement().getConnection()).isSameAs(connection);
                    cells.next();
                    assertThat(cells.getInt(2)).isEqualTo(1);
                }
            }
        }
    }

    @Test
    void whatIsWrittenByWayOfAnArrayIsInvalidated() throws Exception {
        assertThat(isCached(WORDS)).isTrue();
        assertThat(isCached(ITEMS)).isTrue();
        try (Connection connection = library.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(WORDS)) {
            rows.next();
            try (ResultSet elements = rows.getArray(1).getResultSet();
                    Statement behind = elements.getStatement()) {
                behind.execute("UPDATE items SET name = 'written' WHERE id = 1");
            }
        }
        assertThat(one(ITEMS)).isEqualTo("written");
    }

    @Test
    void anArrayThatWasReadIsAParameterAgain() throws Exception {
        assertThat(isCached(WORDS)).isTrue();
        try (Connection connection = library.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(WORDS);
                PreparedStatement any = connection.prepareStatement("SELECT id FROM items WHERE name = ANY (?)")) {
            rows.next();
            Array words = rows.getArray(1);
            assertThat(words).hasToString("{one,\"a,b\"}");
            assertThat((String[]) words.getArray()).containsExactly("one", "a,b");
            assertThat(words.getBaseTypeName()).isEqualTo("text");
            any.setArray(1, words);
            for (int i = 0; i < 2; i++) {
                try (ResultSet found = any.executeQuery()) {
                    assertThat(found.next()).isTrue();
                    assertThat(found.getInt(1)).isEqualTo(1);
                    assertThat(found.next()).isFalse();
                }
            }
        }
    }
}
