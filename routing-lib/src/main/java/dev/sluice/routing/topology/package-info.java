/**
 * The endpoint document: which servers a cluster has, what each of them is, and how reads are to be spread over them.
 * The operator writes it with {@link TopologyCodec}, applications read it with the same class. Values only, no I/O.
 */
@NullMarked
package dev.sluice.routing.topology;

import org.jspecify.annotations.NullMarked;
