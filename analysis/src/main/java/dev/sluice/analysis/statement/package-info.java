/**
 * What a migration's statements say, whichever parser has read them: immutable records with the place of each clause. The
 * rest of the module sees no parser's types.
 */
@NullMarked
package dev.sluice.analysis.statement;

import org.jspecify.annotations.NullMarked;
