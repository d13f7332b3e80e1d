/**
 * One member, one question: asks a PostgreSQL server for its replication facts over a connection that is kept open,
 * under one deadline for address, connect, TLS, sign-in and answer. No thread waits for a server.
 */
@NullMarked
package dev.sluice.operator.probe;

import org.jspecify.annotations.NullMarked;
