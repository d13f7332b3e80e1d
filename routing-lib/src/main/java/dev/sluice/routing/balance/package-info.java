/**
 * How reads are spread over replicas: one class per algorithm, each on an immutable set of weights. Pure.
 */
@NullMarked
package dev.sluice.routing.balance;

import org.jspecify.annotations.NullMarked;
