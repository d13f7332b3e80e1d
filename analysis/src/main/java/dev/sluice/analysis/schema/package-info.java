/** What the migrations have made so far, and what a live catalog knew before them. Immutable; each statement makes a new one. */
@NullMarked
package dev.sluice.analysis.schema;

import org.jspecify.annotations.NullMarked;
