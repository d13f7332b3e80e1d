package dev.sluice.routing.cache.codec;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * What surrounds a value's bytes in the store: one byte that says whether there is a value, and whether it is compressed.
 * Thread-safe.
 */
public final class Frame {

    private static final byte ABSENT = 'n';
    private static final byte PLAIN = 'p';
    private static final byte DEFLATED = 'z';

    private Frame() {}

    /** Says that there is no value. */
    public static byte[] absent() {
        return new byte[] {ABSENT};
    }

    /** Whether bytes say that there is no value. */
    public static boolean isAbsent(byte[] framed) {
        return framed.length == 1 && framed[0] == ABSENT;
    }

    /**
     * Wraps a value's bytes.
     *
     * @param compressFrom from how many bytes on they are compressed, if that makes them smaller; 0 for never
     */
    public static byte[] wrap(byte[] value, int compressFrom) {
        if (compressFrom > 0 && value.length >= compressFrom) {
            byte[] smaller = deflate(value);
            if (smaller.length < value.length) {
                return smaller;
            }
        }
        byte[] framed = new byte[value.length + 1];
        framed[0] = PLAIN;
        System.arraycopy(value, 0, framed, 1, value.length);
        return framed;
    }

    /**
     * The value's bytes.
     *
     * @param most how many there may be
     * @throws IOException if these bytes are no such frame, or hold more
     */
    public static byte[] unwrap(byte[] framed, int most) throws IOException {
        if (framed.length == 0) {
            throw new IOException("the entry is empty");
        }
        if (framed[0] == PLAIN) {
            byte[] value = new byte[framed.length - 1];
            System.arraycopy(framed, 1, value, 0, value.length);
            return value;
        }
        if (framed[0] != DEFLATED) {
            throw new IOException("the entry begins with byte " + framed[0] + ", which this library does not know");
        }
        try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(framed, 1, framed.length - 1))) {
            byte[] value = in.readNBytes(most);
            if (in.read() >= 0) {
                throw new IOException("the entry is larger than " + most + " bytes when inflated");
            }
            return value;
        }
    }

    private static byte[] deflate(byte[] value) {
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        ByteArrayOutputStream out = new ByteArrayOutputStream(value.length / 2 + 16);
        out.write(DEFLATED);
        try (DeflaterOutputStream to = new DeflaterOutputStream(out, deflater)) {
            to.write(value);
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        } finally {
            deflater.end();
        }
        return out.toByteArray();
    }
}
