/**
 * What PostgreSQL says of its replication, and what follows from it: log positions, one server's answer, and the lag
 * of a replica against its primary. Pure: values in, values out; whoever asks the servers (the operator's prober, the
 * library's monitor) brings the answers and the time.
 */
@NullMarked
package dev.sluice.routing.replication;

import org.jspecify.annotations.NullMarked;
