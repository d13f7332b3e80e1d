/** The conditions of a status, from what is found now and since when it has been so. */
@NullMarked
package dev.sluice.operator.condition;

import org.jspecify.annotations.NullMarked;
