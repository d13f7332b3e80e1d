/** What an analysis found: where, how bad, why it hurts and what to do instead. Values only; rules make them, reports render them. */
@NullMarked
package dev.sluice.analysis.finding;

import org.jspecify.annotations.NullMarked;
