/**
 * Whether a statement may be answered by a replica, judged by its tokens alone. Known to be safe, or the primary.
 */
@NullMarked
package dev.sluice.sql.classify;

import org.jspecify.annotations.NullMarked;
