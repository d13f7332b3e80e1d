package dev.sluice.routing.cache.automatic;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.postgresql.core.Field;

/**
 * A column of a result as the server describes it.
 *
 * @param type the type's object id, the same on all servers of a cluster
 * @param modifier of the type, such as the scale of a number; -1 for none
 * @param binary whether its values are in the binary form
 * @param table the object id of the table that it comes from; 0 for none
 * @param position its number in that table
 */
record Column(String label, int type, int modifier, boolean binary, int table, int position) {

    private static final short UNKNOWN_LENGTH = -1;

    Field field() {
        Field field = new Field(label, type, UNKNOWN_LENGTH, modifier, table, position);
        field.setFormat(binary ? Field.BINARY_FORMAT : Field.TEXT_FORMAT);
        return field;
    }

    void write(DataOutputStream out) throws IOException {
        out.writeUTF(label);
        out.writeInt(type);
        out.writeInt(modifier);
        out.writeBoolean(binary);
        out.writeInt(table);
        out.writeInt(position);
    }

    static Column read(DataInputStream in) throws IOException {
        return new Column(in.readUTF(), in.readInt(), in.readInt(), in.readBoolean(), in.readInt(), in.readInt());
    }
}
