@NullMarked
package dev.sluice.operator.discovery;

import org.jspecify.annotations.NullMarked;
