/**
 * PostgreSQL's lexical rules: one pass over a text, tokens as kinds and offsets. Nothing here knows what a statement
 * means.
 */
@NullMarked
package dev.sluice.sql.lexer;

import org.jspecify.annotations.NullMarked;
