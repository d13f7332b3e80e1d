package dev.sluice.routing.cache.automatic;

import dev.sluice.routing.cache.codec.ValueCodec;
import java.io.IOException;

/** Rows as bytes. */
public final class RowsCodec implements ValueCodec<Rows> {

    /** The one there is. */
    public static final RowsCodec INSTANCE = new RowsCodec();

    private RowsCodec() {}

    @Override
    public byte[] encode(Rows value) throws IOException {
        return value.encode();
    }

    @Override
    public Rows decode(byte[] bytes) throws IOException {
        return Rows.decode(bytes);
    }

    @Override
    public String shape() {
        return "rows-1";
    }
}
