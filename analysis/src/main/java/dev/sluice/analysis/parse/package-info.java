/**
 * From a statement's text to what it says. The grammars of pgCodeKeeper (definitions) and JSqlParser (data changes) are
 * used here and nowhere else; what neither reads is classified by its words and reported as unread.
 */
@NullMarked
package dev.sluice.analysis.parse;

import org.jspecify.annotations.NullMarked;
