/**
 * Leader election: one replica of the operator probes and publishes, and hands over when it stops.
 */
@NullMarked
package dev.sluice.operator.leader;

import org.jspecify.annotations.NullMarked;
