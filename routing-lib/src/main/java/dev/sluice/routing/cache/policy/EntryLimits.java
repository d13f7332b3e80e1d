package dev.sluice.routing.cache.policy;

/**
 * Limits of one entry, by its encoded size.
 *
 * @param maxBytes a larger result is not cached, from 1 KiB to 64 MiB
 * @param compressFrom from how many bytes on a result is compressed, 0 for never
 */
public record EntryLimits(int maxBytes, int compressFrom) {

    /** 1 MiB, compressed from 2 KiB on. */
    public static final EntryLimits DEFAULT = new EntryLimits(1 << 20, 2048);

    private static final int LEAST = 1 << 10;
    private static final int MOST = 1 << 26;

    public EntryLimits {
        Check.that(maxBytes >= LEAST && maxBytes <= MOST, "limits.maxBytes", maxBytes, "from " + LEAST + " to " + MOST);
        Check.that(compressFrom >= 0, "limits.compressFrom", compressFrom, "0 or more");
    }
}
