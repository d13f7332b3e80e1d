/**
 * One number and one text for all statements that differ only in their values, their layout and the way their
 * parameters are written.
 */
@NullMarked
package dev.sluice.sql.fingerprint;

import org.jspecify.annotations.NullMarked;
