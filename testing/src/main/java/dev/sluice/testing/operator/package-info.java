/** The operator in its production packaging, run as a process of its own: what is tested is what is shipped. */
@NullMarked
package dev.sluice.testing.operator;

import org.jspecify.annotations.NullMarked;
