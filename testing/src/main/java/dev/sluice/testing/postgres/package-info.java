/**
 * A real PostgreSQL primary with streaming replicas, run from embedded binaries, with everything that can happen to
 * it: stop, {@code kill -9}, {@code SIGSTOP}, paused replay, a cut replication link, promotion, rejoining.
 */
@NullMarked
package dev.sluice.testing.postgres;

import org.jspecify.annotations.NullMarked;
