package dev.sluice.routing.replication;

import java.time.Instant;

/**
 * Where a primary was at a moment.
 *
 * @param position its written log
 * @param serverTime the moment by the primary's clock
 * @param at the same moment by the observer's clock
 */
public record PrimarySample(Lsn position, Instant serverTime, Instant at) {}
