package dev.sluice.analysis.lock;

import java.util.List;

/** Which fields a column of type {@code interval} keeps. What is smaller than the smallest of them is cut off. */
final class IntervalFields {

    private static final List<String> FROM_SMALLEST = List.of("second", "minute", "hour", "day", "month", "year");

    private IntervalFields() {}

    /** Whether each value with the old modifiers is one with the new ones. Larger fields than those named are kept always. */
    static boolean isKept(List<String> old, List<String> modifiers) {
        int before = smallest(old);
        return smallest(modifiers) <= before && (before > 0 || TypeChange.isPreciser(digits(old), digits(modifiers)));
    }

    /** The place of the last field, which is the smallest one; without any there are seconds too. */
    private static int smallest(List<String> modifiers) {
        return modifiers.stream()
                .filter(IntervalFields::isWord)
                .reduce((first, last) -> last)
                .map(FROM_SMALLEST::indexOf)
                .orElse(0);
    }

    private static List<String> digits(List<String> modifiers) {
        return modifiers.stream().filter(modifier -> !isWord(modifier)).toList();
    }

    private static boolean isWord(String modifier) {
        return !modifier.isEmpty() && Character.isLetter(modifier.charAt(0));
    }
}
