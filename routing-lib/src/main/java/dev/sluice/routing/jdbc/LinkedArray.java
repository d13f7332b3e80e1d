package dev.sluice.routing.jdbc;

import static java.util.Objects.requireNonNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.jdbc.PgArray;
import org.postgresql.jdbc.PgResultSet;

/**
 * An array of the driver whose result set leads back to the connection that the application holds. A class of the driver's,
 * because the driver takes only its own arrays as they are, and applications may look for them.
 */
final class LinkedArray extends PgArray {

    private final int type;
    private final Linked.Link link;

    private LinkedArray(BaseConnection driver, int type, byte[] value, Linked.Link link) throws SQLException {
        super(driver, type, value);
        this.type = type;
        this.link = link;
    }

    private LinkedArray(BaseConnection driver, int type, @Nullable String value, Linked.Link link) throws SQLException {
        super(driver, type, value);
        this.type = type;
        this.link = link;
    }

    /** The value of a column. */
    static PgArray of(PgArray array, PgResultSet rows, @Nullable Object column, Linked.Link link) throws SQLException {
        int index = column instanceof Integer number ? number : rows.findColumn(String.valueOf(column));
        return of(array, rows.getColumnOID(index), link);
    }

    /** Any array. */
    static PgArray of(PgArray array, Linked.Link link) throws SQLException {
        return array instanceof LinkedArray linked
                ? of(array, linked.type, new Linked.Both(link, linked.link))
                : of(array, link.driver().getTypeInfo().getPGArrayType(array.getBaseTypeName()), link);
    }

    private static PgArray of(PgArray array, int type, Linked.Link link) throws SQLException {
        byte[] bytes = array.isBinary() ? array.toBytes() : null;
        return bytes == null
                ? new LinkedArray(link.driver(), type, array.toString(), link)
                : new LinkedArray(link.driver(), type, bytes, link);
    }

    /** All other methods that give a result set call this one. */
    @Override
    public ResultSet getResultSetImpl(long index, int count, @Nullable Map<String, Class<?>> map) throws SQLException {
        return (ResultSet) requireNonNull(Linked.of(super.getResultSetImpl(index, count, map), link));
    }
}
