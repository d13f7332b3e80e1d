package dev.sluice.routing.replication;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A position in PostgreSQL's write-ahead log, an unsigned 64-bit number of bytes. Positions are comparable only within
 * one system identifier; on different timelines a larger one does not mean newer data.
 *
 * @param value the position, to be read as unsigned
 */
public record Lsn(long value) implements Comparable<Lsn> {

    private static final int PAGE = 8192;
    private static final int HEADER = 24;
    /** On the first page of a file. */
    private static final int LONG_HEADER = 40;

    private static final Pattern TEXT = Pattern.compile("[0-9A-Fa-f]{1,8}/[0-9A-Fa-f]{1,8}");

    /**
     * Reads the form that PostgreSQL prints.
     *
     * @param text such as {@code 16/B374D848}
     * @throws IllegalArgumentException if the text has another form
     */
    public static Lsn parse(String text) {
        if (!TEXT.matcher(text).matches()) {
            throw new IllegalArgumentException("not a log position: \"" + text + "\", expected such as 16/B374D848");
        }
        int slash = text.indexOf('/');
        long high = Long.parseLong(text, 0, slash, 16);
        long low = Long.parseLong(text, slash + 1, text.length(), 16);
        return new Lsn(high << 32 | low);
    }

    /** By how many bytes this position is ahead of the other; 0 when it is not ahead. */
    public long bytesAheadOf(Lsn other) {
        return compareTo(other) > 0 ? value - other.value : 0;
    }

    /** Whether this position is the other one or a later one. */
    public boolean reaches(Lsn other) {
        return compareTo(other) >= 0;
    }

    /**
     * Where the last record before this position ends, if there is nothing but a page's header in between. A primary that
     * has just begun a page tells the position behind the header, a replica that has replayed all the one before it.
     */
    public Lsn beforePageHeader() {
        long onPage = value & PAGE - 1;
        return onPage == HEADER || onPage == LONG_HEADER ? new Lsn(value - onPage) : this;
    }

    @Override
    public int compareTo(Lsn other) {
        return Long.compareUnsigned(value, other.value);
    }

    /** The form that PostgreSQL prints. */
    @Override
    public String toString() {
        return Long.toHexString(value >>> 32).toUpperCase(Locale.ROOT)
                + "/"
                + Long.toHexString(value & 0xFFFF_FFFFL).toUpperCase(Locale.ROOT);
    }
}
