/** Reads the catalog of a live database, and nothing else of it. */
@NullMarked
package dev.sluice.cli.catalog;

import org.jspecify.annotations.NullMarked;
