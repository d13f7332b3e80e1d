package dev.sluice.analysis.parse;

import dev.sluice.analysis.statement.Span;

/**
 * Why a statement could not be read in full. It has been classified by its words nevertheless.
 *
 * @param span where reading stopped; the whole statement where no place is known
 * @param reason part of a sentence, without values from the statement
 */
public record Unread(Span span, String reason) {}
