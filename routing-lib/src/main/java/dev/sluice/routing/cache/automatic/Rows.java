package dev.sluice.routing.cache.automatic;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseStatement;
import org.postgresql.core.Field;
import org.postgresql.core.Tuple;

/**
 * The rows of a result as the server has sent them. From them the driver makes a result set like its own, so that
 * each method gives what it would give without a cache. Immutable; each result set gets bytes of its own, since
 * applications may change what {@code getBytes} gives them.
 */
public final class Rows {

    private static final byte VERSION = 1;
    private static final int ABSENT = -1;

    private final List<Column> columns;
    private final List<byte @Nullable []> values;
    private final int count;

    Rows(List<Column> columns, List<byte @Nullable []> values, int count) {
        this.columns = columns;
        this.values = values;
        this.count = count;
    }

    /** How many rows there are. */
    public int count() {
        return count;
    }

    /**
     * A result set of these rows, before the first one; it belongs to the statement, and ends with being closed.
     *
     * @param last whether nobody else gets these rows, so that they need not be copied
     */
    public ResultSet resultSet(BaseStatement statement, boolean last) throws SQLException {
        int width = columns.size();
        Field[] fields = new Field[width];
        for (int column = 0; column < width; column++) {
            fields[column] = columns.get(column).field();
        }
        List<Tuple> tuples = new ArrayList<>(count);
        for (int row = 0; row < count; row++) {
            byte[][] tuple = new byte[width][];
            for (int column = 0; column < width; column++) {
                byte[] value = values.get(row * width + column);
                if (value != null) {
                    tuple[column] = last ? value : value.clone();
                }
            }
            tuples.add(new Tuple(tuple));
        }
        return statement.createDriverResultSet(fields, tuples);
    }

    byte[] encode() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeByte(VERSION);
        out.writeShort(columns.size());
        for (Column column : columns) {
            column.write(out);
        }
        out.writeInt(count);
        for (byte[] value : values) {
            out.writeInt(value == null ? ABSENT : value.length);
            if (value != null) {
                out.write(value);
            }
        }
        return bytes.toByteArray();
    }

    static Rows decode(byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        byte version = in.readByte();
        if (version != VERSION) {
            throw new IOException("the rows are of version " + version + ", expected " + VERSION);
        }
        int width = in.readUnsignedShort();
        List<Column> columns = new ArrayList<>(width);
        for (int column = 0; column < width; column++) {
            columns.add(Column.read(in));
        }
        int count = in.readInt();
        if (count < 0
                || count > RowsReading.MOST_ROWS
                || (width > 0 && count > bytes.length / (width * Integer.BYTES))) {
            throw new IOException("the rows are " + count + ", more than " + bytes.length + " bytes can hold");
        }
        List<byte @Nullable []> values = new ArrayList<>(count * width);
        for (int value = 0; value < count * width; value++) {
            values.add(value(in));
        }
        return new Rows(columns, values, count);
    }

    private static byte @Nullable [] value(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length == ABSENT) {
            return null;
        }
        if (length < 0 || length > in.available()) {
            throw new IOException("a value of " + length + " bytes is cut off");
        }
        return in.readNBytes(length);
    }
}
