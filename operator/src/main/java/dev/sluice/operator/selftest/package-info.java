/**
 * What {@code helm test} runs, from the operator's image but apart from the operator.
 */
@NullMarked
package dev.sluice.operator.selftest;

import org.jspecify.annotations.NullMarked;
