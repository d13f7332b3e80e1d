/**
 * Which tables a statement locks, how strongly, and what work it does under the lock. They are those that servers of
 * versions 11 to 18 have been seen to take.
 */
@NullMarked
package dev.sluice.analysis.lock;

import org.jspecify.annotations.NullMarked;
