/** Finds migrations in folders, in the layouts and the order of the tools that run them. The only reader of files in this module. */
@NullMarked
package dev.sluice.analysis.migration.files;

import org.jspecify.annotations.NullMarked;
