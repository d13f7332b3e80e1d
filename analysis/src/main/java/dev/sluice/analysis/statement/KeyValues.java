package dev.sluice.analysis.statement;

import java.util.Set;

/**
 * Columns that a condition compares with a bounded number of values, so that as many rows match at most if the columns are a
 * key.
 *
 * @param columns several where they are compared together, as by {@code (a, b) IN ((1, 2), (3, 4))}
 * @param most how many values there are at most
 * @param whole whether they are so few only where the column holds whole numbers: those between two ends
 * @param presumed what has to be so for that
 */
public record KeyValues(Set<String> columns, long most, boolean whole, Set<Presumed> presumed) {

    /** Copies the sets. */
    public KeyValues {
        columns = Set.copyOf(columns);
        presumed = Set.copyOf(presumed);
    }
}
