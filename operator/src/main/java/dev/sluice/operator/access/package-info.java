/**
 * How the members of a cluster are signed in to: which Secrets name it, and what was read from them. Secrets are read by
 * name at connect time, one by one, and neither listed, watched nor kept longer than a moment.
 */
@NullMarked
package dev.sluice.operator.access;

import org.jspecify.annotations.NullMarked;
