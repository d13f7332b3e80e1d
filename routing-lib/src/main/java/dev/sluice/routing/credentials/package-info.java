/**
 * Where user and password come from. They are asked for at each new connection, never kept, so that a rotation needs no
 * restart; they appear in no message.
 */
@NullMarked
package dev.sluice.routing.credentials;

import org.jspecify.annotations.NullMarked;
