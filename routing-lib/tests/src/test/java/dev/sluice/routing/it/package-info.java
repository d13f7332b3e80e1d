/** Tests of the whole library on a real primary and real streaming replicas. */
@NullMarked
package dev.sluice.routing.it;

import org.jspecify.annotations.NullMarked;
