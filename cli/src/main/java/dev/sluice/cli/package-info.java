/** The program {@code sluice}: its commands, and what they have in common, which are exit codes and errors. */
@NullMarked
package dev.sluice.cli;

import org.jspecify.annotations.NullMarked;
