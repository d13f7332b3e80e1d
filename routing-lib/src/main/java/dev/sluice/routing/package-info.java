/**
 * Sluice's routing library: a {@code DataSource} that sends reads to healthy replicas and writes to the primary, by the
 * endpoint document that the operator publishes. Begin at {@link dev.sluice.routing.RoutingDataSource}.
 */
@NullMarked
package dev.sluice.routing;

import org.jspecify.annotations.NullMarked;
