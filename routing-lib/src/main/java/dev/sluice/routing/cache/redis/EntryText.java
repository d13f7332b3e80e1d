package dev.sluice.routing.cache.redis;

import dev.sluice.routing.cache.store.Content;
import dev.sluice.routing.cache.store.Found;
import dev.sluice.routing.cache.store.Lookup;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads the text of an entry, which the scripts have made. */
final class EntryText {

    private static final int ID_LENGTH = 16;

    /** So many digits fit into a long. */
    private static final int MOST_DIGITS = 18;

    private EntryText() {}

    /**
     * What an entry gives to a reader.
     *
     * @param entry null when there is none
     * @param versions of all that it depends on; null for one that is missing
     * @param history of the server
     * @param now the server's time in milliseconds
     * @return null unless it is bound to just this, and fresh enough not to be renewed
     */
    static @Nullable Found fresh(
            byte @Nullable [] entry, byte[] @Nullable [] versions, String history, long now, Lookup lookup) {
        int end = entry == null ? -1 : endOfStamp(entry, versions, history, lookup.shape());
        if (entry == null || end < 0) {
            return null;
        }
        int fresh = endOfLine(entry, end + 1);
        int stale = endOfLine(entry, fresh + 1);
        int loading = endOfLine(entry, stale + 1);
        int position = endOfLine(entry, loading + 1);
        if (position < 0 || !isNumber(entry, end + 1, fresh) || !isNumber(entry, stale + 1, loading)) {
            // Somebody else has written to it. The script takes it for missing, too.
            return null;
        }
        long left = number(entry, end + 1, fresh) - now;
        double early = number(entry, stale + 1, loading) * lookup.earliness();
        // Not the other way round: no time to load, times an infinite earliness, is no number.
        if (left <= 0 || !(left > early)) {
            return null;
        }
        return new Found(
                Found.Age.FRESH,
                Content.of(Arrays.copyOfRange(entry, position + 1, entry.length)),
                false,
                Duration.ZERO,
                false,
                "",
                Duration.ofMillis(left),
                Duration.ofMillis(left - (long) early),
                Duration.ofMillis(left));
    }

    /** Where the entry's stamp ends, if it is that of these versions; else -1. */
    private static int endOfStamp(byte[] entry, byte[] @Nullable [] versions, String history, String shape) {
        int at = after(entry, after(entry, 0, history), " ");
        at = after(entry, at, shape);
        for (byte[] version : versions) {
            at = version == null ? -1 : after(entry, after(entry, at, " "), version);
        }
        return at >= 0 && at < entry.length && entry[at] == '\n' ? at : -1;
    }

    private static int after(byte[] bytes, int from, String text) {
        if (from < 0 || bytes.length - from < text.length()) {
            return -1;
        }
        for (int i = 0; i < text.length(); i++) {
            if (bytes[from + i] != text.charAt(i)) {
                return -1;
            }
        }
        return from + text.length();
    }

    private static int after(byte[] bytes, int from, byte[] version) {
        boolean equal = from >= 0
                && bytes.length - from >= ID_LENGTH
                && Arrays.equals(bytes, from, from + ID_LENGTH, version, 0, ID_LENGTH);
        return equal ? from + ID_LENGTH : -1;
    }

    /** Where a line ends; -1 when it does not, or begins behind one that does not. */
    private static int endOfLine(byte[] bytes, int from) {
        for (int i = from; i > 0 && i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private static boolean isNumber(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] < '0' || bytes[i] > '9') {
                return false;
            }
        }
        return from < to && to - from <= MOST_DIGITS;
    }

    /** The number that these digits are. */
    static long number(byte[] digits, int from, int to) {
        long number = 0;
        for (int i = from; i < to; i++) {
            int digit = digits[i] - '0';
            if (digit < 0 || digit > 9) {
                throw new IllegalStateException("an entry or a time has something else where a number is expected");
            }
            number = Math.addExact(Math.multiplyExact(number, 10), digit);
        }
        return number;
    }
}
