package dev.sluice.analysis.parse;

import dev.sluice.analysis.statement.Span;
import java.util.Arrays;

/**
 * A part of a text in the place of which {@code format} puts something.
 *
 * @param kind {@code I} for a name, {@code L} for a literal, {@code s} for anything, {@code %} for that sign
 * @param name what a name there is; the part as written where nobody can know it
 */
public record Filling(Span span, char kind, String name) {

    /** Writes something of that kind in its place. */
    void write(char[] readable) {
        int last = span.to() - 1;
        Arrays.fill(readable, span.from(), span.to(), kind == '%' ? ' ' : 'x');
        if (kind == 'L') {
            readable[span.from()] = '\'';
            readable[last] = '\'';
        } else if (kind == '%') {
            readable[last] = '%';
        }
    }
}
