package dev.sluice.analysis.migration;

import dev.sluice.analysis.schema.Schema;
import dev.sluice.analysis.statement.Span;

/**
 * The end of a file, or of a part that its tool runs by itself.
 *
 * @param span the end
 * @param text the text of the whole file
 * @param transaction the transaction as it is left
 * @param schema what is known there
 */
public record FileEnd(Span span, String text, Transaction transaction, Schema schema) {}
