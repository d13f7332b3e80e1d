/**
 * What follows from the answers of a cluster's members: which of them is the primary, who may be read from, and why
 * not. Pure; the operator decides with it what to publish, the library what to use between two publications.
 */
@NullMarked
package dev.sluice.routing.health;

import org.jspecify.annotations.NullMarked;
