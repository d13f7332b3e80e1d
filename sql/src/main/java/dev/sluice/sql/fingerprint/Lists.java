package dev.sluice.sql.fingerprint;

import java.util.Arrays;

/**
 * Leaves one of equal elements that follow each other in a list, while the text is written. Knows for each parenthesis
 * and bracket that is open whether it is one of a list, where the element began that is being written, and where the
 * one before it stands. Each element is compared once, so the whole is linear.
 */
final class Lists {

    private static final int NO_LIST = -1;
    private static final int FIRST_LEVELS = 16;
    private static final int MOST_SPARE_LEVELS = 256;

    private final StringBuilder out;
    private int level;
    private int[] element = new int[FIRST_LEVELS];
    private int[] beforeStart = new int[FIRST_LEVELS];
    private int[] beforeEnd = new int[FIRST_LEVELS];
    private boolean[] rows = new boolean[FIRST_LEVELS];

    Lists(StringBuilder out) {
        this.out = out;
    }

    void clear() {
        if (element.length > MOST_SPARE_LEVELS) {
            element = new int[FIRST_LEVELS];
            beforeStart = new int[FIRST_LEVELS];
            beforeEnd = new int[FIRST_LEVELS];
            rows = new boolean[FIRST_LEVELS];
        }
        level = 0;
        begin(false);
    }

    /** A parenthesis or bracket has been written. */
    void open(boolean list) {
        if (++level == element.length) {
            element = Arrays.copyOf(element, level * 2);
            beforeStart = Arrays.copyOf(beforeStart, level * 2);
            beforeEnd = Arrays.copyOf(beforeEnd, level * 2);
            rows = Arrays.copyOf(rows, level * 2);
        }
        begin(list);
    }

    /** What is written next on this level is a list's first element, or no list's. */
    void begin(boolean list) {
        element[level] = list ? out.length() : NO_LIST;
        beforeStart[level] = NO_LIST;
        rows[level] = false;
    }

    /** What is written next on this level is the first of the rows of a VALUES. */
    void beginRows() {
        begin(true);
        rows[level] = true;
    }

    /** Something is written next on this level that is not part of a list of rows. */
    void endRows() {
        if (rows[level]) {
            endElement();
            begin(false);
        }
    }

    boolean inList() {
        return element[level] != NO_LIST;
    }

    /** Whether nothing has been written yet of the element on this level. */
    boolean atFirst() {
        return element[level] == out.length() && beforeStart[level] == NO_LIST;
    }

    /** An element ends, before the comma or what closes the list is written. */
    void endElement() {
        int start = element[level];
        if (start == NO_LIST) {
            return;
        }
        if (beforeStart[level] != NO_LIST && repeats(start)) {
            out.setLength(start - 1);
        } else {
            beforeStart[level] = start;
            beforeEnd[level] = out.length();
        }
    }

    /** A comma has been written. */
    void beginElement() {
        if (inList()) {
            element[level] = out.length();
        }
    }

    /** Before a parenthesis or bracket is written that closes this level. */
    void close() {
        endElement();
        if (level > 0) {
            level--;
        }
    }

    private boolean repeats(int start) {
        int before = afterSpace(beforeStart[level]);
        int now = afterSpace(start);
        int length = out.length() - now;
        if (beforeEnd[level] - before != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (out.charAt(before + i) != out.charAt(now + i)) {
                return false;
            }
        }
        return true;
    }

    private int afterSpace(int at) {
        return at < out.length() && out.charAt(at) == ' ' ? at + 1 : at;
    }
}
