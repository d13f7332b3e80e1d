/**
 * Which clusters are watched, and when each is asked. Every cluster has its own rounds; none waits for another.
 */
@NullMarked
package dev.sluice.operator.fleet;

import org.jspecify.annotations.NullMarked;
