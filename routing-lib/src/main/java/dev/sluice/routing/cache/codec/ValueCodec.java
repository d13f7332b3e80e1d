package dev.sluice.routing.cache.codec;

import java.io.IOException;

/**
 * Makes bytes of values and values of bytes. Thread-safe.
 *
 * @param <T> the values; never null, of which the cache takes care itself
 */
public interface ValueCodec<T> {

    /** The bytes of a value. */
    byte[] encode(T value) throws IOException;

    /** The value of bytes that {@link #encode} made. */
    T decode(byte[] bytes) throws IOException;

    /**
     * Says what the bytes look like, in up to 64 characters without spaces: codecs that cannot read each other's bytes
     * say something different. An entry of another shape is loaded anew.
     */
    String shape();
}
