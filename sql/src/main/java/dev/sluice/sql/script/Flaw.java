package dev.sluice.sql.script;

import dev.sluice.sql.lexer.Problem;

/**
 * Why a statement cannot be read.
 *
 * @param offset where what is wrong begins, such as the quote that is never closed
 */
public record Flaw(Problem problem, int offset) {}
