/**
 * Ports and faults of the network between two processes on this machine: {@link dev.sluice.testing.network.Ports}
 * hands out ports nobody else takes, {@link dev.sluice.testing.network.TcpProxy} cuts, hangs or delays what passes.
 */
@NullMarked
package dev.sluice.testing.network;

import org.jspecify.annotations.NullMarked;
