/**
 * Certificates made at run time: a private authority, and certificates for servers and clients that it signs.
 */
@NullMarked
package dev.sluice.testing.tls;

import org.jspecify.annotations.NullMarked;
