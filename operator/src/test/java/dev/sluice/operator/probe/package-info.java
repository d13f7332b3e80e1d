@NullMarked
package dev.sluice.operator.probe;

import org.jspecify.annotations.NullMarked;
