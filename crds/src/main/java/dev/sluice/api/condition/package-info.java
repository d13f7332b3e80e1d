/**
 * The standard Kubernetes conditions of every Sluice resource: one record, the closed list of types that this version
 * of the operator sets, and the three values of a condition's status.
 */
@NullMarked
package dev.sluice.api.condition;

import org.jspecify.annotations.NullMarked;
