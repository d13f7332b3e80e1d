package dev.sluice.analysis.lock;

import dev.sluice.analysis.statement.LockMode;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.Span;

/**
 * A lock on a table that a statement takes and keeps to the end of its transaction.
 *
 * @param table with its schema
 * @param work what the statement does with the rows of that table
 * @param span the clause that takes it
 */
public record TableLock(Name table, LockMode mode, Work work, Span span) {}
