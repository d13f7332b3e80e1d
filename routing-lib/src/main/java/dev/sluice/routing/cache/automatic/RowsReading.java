package dev.sluice.routing.cache.automatic;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGResultSetMetaData;
import org.postgresql.core.Field;
import org.postgresql.core.Oid;
import org.postgresql.jdbc.PgResultSet;

/**
 * All rows of a result, and whether they may be kept.
 *
 * @param keepable whether they are within the limits, and of types that mean the same in another session
 */
public record RowsReading(Rows rows, boolean keepable) {

    /** More rows are not kept. */
    public static final int MOST_ROWS = 10_000;

    /**
     * Reads a result to its end, which the driver has in memory anyway.
     *
     * @param maxBytes results of more bytes are not kept
     */
    public static RowsReading of(ResultSet result, int maxBytes, Tables tables) throws SQLException {
        PgResultSet rows = result.unwrap(PgResultSet.class);
        List<Column> columns = columns(rows, tables);
        List<byte @Nullable []> values = new ArrayList<>();
        long bytes = 0;
        int count = 0;
        while (rows.next()) {
            count++;
            for (int column = 1; column <= columns.size(); column++) {
                byte[] value = value(rows, column, columns.get(column - 1));
                values.add(value);
                bytes += Integer.BYTES + (value == null ? 0 : value.length);
            }
        }
        boolean keepable = bytes <= maxBytes
                && count <= MOST_ROWS
                // A name of something that only lives in its transaction.
                && columns.stream().noneMatch(column -> column.type() == Oid.REF_CURSOR);
        return new RowsReading(new Rows(columns, values, count), keepable);
    }

    /** Where columns come from, by names. */
    @FunctionalInterface
    public interface Tables {

        /** A column's table and its number there; null when that is not known. */
        @Nullable
        Place place(String schema, String table, String column);
    }

    /**
     * Where a column comes from.
     *
     * @param table the table's object id
     * @param position the column's number in it
     */
    public record Place(int table, int position) {}

    private static List<Column> columns(PgResultSet rows, Tables tables) throws SQLException {
        ResultSetMetaData meta = rows.getMetaData();
        PGResultSetMetaData driver = meta.unwrap(PGResultSetMetaData.class);
        List<Column> columns = new ArrayList<>();
        for (int column = 1; column <= meta.getColumnCount(); column++) {
            Place place = tables.place(
                    driver.getBaseSchemaName(column),
                    driver.getBaseTableName(column),
                    driver.getBaseColumnName(column));
            columns.add(new Column(
                    meta.getColumnLabel(column),
                    rows.getColumnOID(column),
                    modifier(meta, column, rows.getColumnOID(column)),
                    driver.getFormat(column) == Field.BINARY_FORMAT,
                    place == null ? 0 : place.table(),
                    place == null ? 0 : place.position()));
        }
        return columns;
    }

    /** The modifier that the driver has read a type's precision and scale from, which it does not tell itself. */
    private static int modifier(ResultSetMetaData meta, int column, int type) throws SQLException {
        int precision = meta.getPrecision(column);
        return switch (type) {
            case Oid.NUMERIC, Oid.NUMERIC_ARRAY ->
                precision == 0 ? -1 : ((precision << 16) | (meta.getScale(column) & 0xFFFF)) + 4;
            case Oid.VARCHAR, Oid.VARCHAR_ARRAY, Oid.BPCHAR, Oid.BPCHAR_ARRAY ->
                precision == Integer.MAX_VALUE ? -1 : precision + 4;
            case Oid.BIT, Oid.BIT_ARRAY -> precision;
            case Oid.VARBIT, Oid.VARBIT_ARRAY -> precision == Integer.MAX_VALUE ? -1 : precision;
            case Oid.TIME, Oid.TIMETZ, Oid.TIMESTAMP, Oid.TIMESTAMPTZ -> fraction(meta, column);
            default -> -1;
        };
    }

    // Without a modifier the driver says 6, as with one of 6.
    private static int fraction(ResultSetMetaData meta, int column) throws SQLException {
        int scale = meta.getScale(column);
        return scale == 6 ? -1 : scale;
    }

    private static byte @Nullable [] value(PgResultSet rows, int index, Column column) throws SQLException {
        if (column.type() == Oid.BYTEA && !column.binary()) {
            String text = rows.getString(index);
            return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
        }
        return rows.getBytes(index);
    }
}
