@NullMarked
package dev.sluice.operator.copies;

import org.jspecify.annotations.NullMarked;
