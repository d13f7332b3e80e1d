/**
 * Scripts, as psql and migration tools read them: statements, psql's meta-commands and the data behind COPY, each with
 * its place, and which statements are in which transaction.
 */
@NullMarked
package dev.sluice.sql.script;

import org.jspecify.annotations.NullMarked;
