/** Tests of how rounds are spread over time. */
@NullMarked
package dev.sluice.operator.fleet;

import org.jspecify.annotations.NullMarked;
