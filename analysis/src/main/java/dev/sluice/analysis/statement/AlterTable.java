package dev.sluice.analysis.statement;

import java.util.List;

/** {@code ALTER TABLE} with its actions, of which all but the last kinds may be several. */
public record AlterTable(Span span, Name table, boolean ifExists, boolean only, List<TableAction> actions)
        implements Statement {

    /** Copies the list. */
    public AlterTable {
        actions = List.copyOf(actions);
    }
}
