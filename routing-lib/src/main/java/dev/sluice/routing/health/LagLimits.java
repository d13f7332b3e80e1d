package dev.sluice.routing.health;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How far a replica may be behind and still be read from.
 *
 * @param time the limit in time
 * @param bytes the limit in bytes of log, null for none
 */
public record LagLimits(Duration time, @Nullable Long bytes) {}
