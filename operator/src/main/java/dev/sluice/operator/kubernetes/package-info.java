/**
 * The writes and readings that the operator makes by itself beside the operator SDK: status by server-side apply,
 * ConfigMaps by compare-and-set, events, and stored objects that do not fit the types.
 */
@NullMarked
package dev.sluice.operator.kubernetes;

import org.jspecify.annotations.NullMarked;
