/** Connections to the databases that options name: where they are, and how Sluice logs in. */
@NullMarked
package dev.sluice.cli.database;

import org.jspecify.annotations.NullMarked;
