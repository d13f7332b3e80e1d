/**
 * How a connection is encrypted and whom it trusts, in the words of libpq, with every certificate and key as a PEM file
 * that is read at each new connection.
 */
@NullMarked
package dev.sluice.routing.tls;

import org.jspecify.annotations.NullMarked;
