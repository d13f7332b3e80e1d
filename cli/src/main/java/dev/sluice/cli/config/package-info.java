/** The configuration file {@code sluice.yaml}. Strict: what it does not know it refuses, with the line. */
@NullMarked
package dev.sluice.cli.config;

import org.jspecify.annotations.NullMarked;
