package dev.sluice.analysis.parse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.analysis.statement.AlterTable;
import dev.sluice.analysis.statement.DataType;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.Span;
import dev.sluice.analysis.statement.TableAction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataTypesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            quoteCharacter = '`',
            value = {
                "\"Role_new\" ¦ \"Role_new\"",
                "\"Mood\"[] ¦ \"Mood\"[]",
                "\"user\" ¦ \"user\"",
                "\"position\" ¦ \"position\"",
                "\"char\" ¦ \"char\"",
                "\"int\" ¦ \"int\"",
                "\"a.b\" ¦ \"a.b\"",
                "\"My\".\"St\" ¦ \"My\".\"St\"",
                "Role ¦ role",
                "app.state ¦ app.state",
                "\"Money\"(3,2) ¦ \"Money\"(3,2)",
                "text ¦ text",
                "uuid[] ¦ uuid[]",
                "json ¦ json",
                "double precision ¦ double precision",
                "float8 ¦ double precision",
                "varchar(3) ¦ character varying(3)",
                "char(3) ¦ character(3)",
                "bpchar ¦ bpchar",
                "bit varying(8) ¦ bit varying(8)",
                "timestamptz(3) ¦ timestamp(3) with time zone",
                "time ¦ time without time zone",
                "interval day to second ¦ interval day to second",
                "pg_catalog.int4 ¦ integer",
                "geometry(Point,4326) ¦ geometry(Point,4326)",
                "serial ¦ serial"
            })
    void asSql(String written, String sql) {
        assertThat(read(written).sql()).isEqualTo(sql);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            quoteCharacter = '`',
            value = {
                "\"My\".\"St\" ¦ My ¦ St",
                "app.state ¦ app ¦ state",
                "\"a.\"\"b\" ¦ `` ¦ a.\"b",
                "\"User\" ¦ `` ¦ User"
            })
    void asName(String written, String schema, String name) {
        assertThat(read(written).asName()).isEqualTo(new Name(schema, name));
    }

    private static DataType read(String type) {
        String sql = "ALTER TABLE t ADD COLUMN c " + type;
        Parsed parsed = new StatementParser(SourceText.of(sql)).parse(new Span(0, sql.length()));
        assertThat(parsed.unread()).isEmpty();
        TableAction action = ((AlterTable) parsed.statement()).actions().get(0);
        return ((TableAction.AddColumn) action).column().type();
    }
}
