package dev.sluice.analysis.statement;

import java.util.Set;

/**
 * What a name in a subquery is taken for: a column of one of the tables there. If none of them has it, it is a column of the
 * row that is changed, and the subquery another one for each row.
 */
public record Presumed(Set<Name> tables, String column) {

    /** Copies the set. */
    public Presumed {
        tables = Set.copyOf(tables);
    }
}
