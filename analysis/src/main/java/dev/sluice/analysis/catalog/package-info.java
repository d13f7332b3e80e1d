/** Makes a catalog of what a server answers about itself, in the server's own words. No connection is known here. */
@NullMarked
package dev.sluice.analysis.catalog;

import org.jspecify.annotations.NullMarked;
