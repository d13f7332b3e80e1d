/** Tests of log positions, the probe's statement and the lag, by tables of what real servers were seen to answer. */
@NullMarked
package dev.sluice.routing.replication;

import org.jspecify.annotations.NullMarked;
