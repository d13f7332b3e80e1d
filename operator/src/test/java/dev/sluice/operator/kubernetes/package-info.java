@NullMarked
package dev.sluice.operator.kubernetes;

import org.jspecify.annotations.NullMarked;
