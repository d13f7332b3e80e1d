@NullMarked
package dev.sluice.operator.condition;

import org.jspecify.annotations.NullMarked;
