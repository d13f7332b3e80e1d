/** Places in a text: from offsets to the lines and columns that an editor shows. */
@NullMarked
package dev.sluice.sql.source;

import org.jspecify.annotations.NullMarked;
