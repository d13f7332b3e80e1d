package dev.sluice.analysis.statement;

/**
 * What is none of the others, or what no parser has read.
 *
 * @param words its first words, in lower case
 */
public record Other(Span span, String words) implements Statement {}
