/**
 * Which endpoints are used now: the published document and the library's own knowledge, joined into one immutable
 * state with pure transitions, and the table that the next endpoint is taken from.
 */
@NullMarked
package dev.sluice.routing.rotation;

import org.jspecify.annotations.NullMarked;
