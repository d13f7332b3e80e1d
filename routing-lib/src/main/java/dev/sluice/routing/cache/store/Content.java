package dev.sluice.routing.cache.store;

/** The bytes of an entry, which nobody changes. */
public final class Content {

    private final byte[] bytes;

    private Content(byte[] bytes) {
        this.bytes = bytes;
    }

    /** These bytes, which are not copied. */
    public static Content of(byte[] bytes) {
        return new Content(bytes);
    }

    /** The bytes. */
    public byte[] bytes() {
        return bytes;
    }
}
